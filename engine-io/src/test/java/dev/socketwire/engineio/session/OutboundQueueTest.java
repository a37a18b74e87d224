package dev.socketwire.engineio.session;

import static dev.socketwire.engineio.session.Bench.send;
import static dev.socketwire.engineio.session.Bench.sendVolatile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for a slow client: at most 2,000 bytes and 10 packets, at most 500 ms without progress. */
class OutboundQueueTest {
    private final Bench bench = new Bench(EngineOptions.builder()
            .limits(EngineLimits.builder()
                    .queueBytes(2000)
                    .queuePackets(10)
                    .writeStallTimeout(Duration.ofMillis(500))
                    .build()));

    private final FakePushTransport ws = new FakePushTransport();
    private final Session session = bench.push(ws);

    @AfterEach
    void endAll() {
        session.closeNow(DisconnectReason.FORCED_CLOSE);
        bench.advance(100_000);
        assertThat(bench.scheduler.clock.waiting()).as("timers left behind").isZero();
    }

    @Test
    void packetsLeaveInTheOrderInWhichTheyWait() {
        ws.room = 0;
        for (int i = 0; i < 10; i++) {
            send(session, "m" + i);
        }
        for (int i = 0; i < 10; i++) {
            ws.room = 1;
            session.onWritable(ws);
        }
        assertThat(ws.sent).containsExactly("4m0", "4m1", "4m2", "4m3", "4m4", "4m5", "4m6", "4m7", "4m8", "4m9");
        assertThat(bench.told).containsExactly("(drain)");
    }

    @Test
    void nothingOvertakesWhatWaits() {
        ws.room = 0;
        send(session, "a");
        ws.room = 10;
        send(session, "b");
        assertThat(ws.sent).isEmpty();
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4a", "4b");
    }

    @Test
    void volatileMessagesDoNotWait() {
        ws.room = 0;
        for (int i = 0; i < 100; i++) {
            sendVolatile(session, "v" + i);
        }
        assertThat(session.isOpen()).isTrue();
        ws.room = 10;
        session.onWritable(ws);
        assertThat(ws.sent).isEmpty();
    }

    @Test
    void tooManyPacketsEndTheSession() {
        ws.room = 0;
        for (int i = 0; i < 10; i++) {
            send(session, "m");
        }
        assertThat(session.isOpen()).isTrue();
        send(session, "one too many");
        assertThat(bench.told)
                .containsExactly("(transport error: outbound queue of 11 packets exceeds queuePackets 10)");
        assertThat(ws.ended).isTrue();
    }

    @Test
    void tooManyBytesEndTheSession() {
        ws.room = 0;
        send(session, "x".repeat(1000));
        send(session, "x".repeat(1000));
        assertThat(session.isOpen()).isTrue();
        send(session, "x");
        assertThat(bench.told)
                .containsExactly("(transport error: outbound queue of 2001 bytes exceeds queueBytes 2000)");
    }

    @Test
    void whatIsReleasedByTheEndIsAllThatWaited() {
        ws.room = 0;
        ByteBuf text = Bench.message("a");
        ByteBuf first = Bench.bytes(1);
        ByteBuf second = Bench.bytes(2);
        session.send(text, List.of(first, second), SendOptions.DEFAULT);
        session.closeNow(DisconnectReason.FORCED_CLOSE);
        assertThat(List.of(text.refCnt(), first.refCnt(), second.refCnt())).containsOnly(0);
    }

    @Test
    void aGroupThatEndsTheSessionHalfwayIsReleased() {
        ws.room = 0;
        for (int i = 0; i < 10; i++) {
            send(session, "m");
        }
        ByteBuf text = Bench.message("a");
        ByteBuf binary = Bench.bytes(1);
        session.send(text, List.of(binary), SendOptions.DEFAULT);
        assertThat(List.of(text.refCnt(), binary.refCnt())).containsOnly(0);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aClientThatTakesNothingEnds() {
        ws.room = 0;
        send(session, "a");
        bench.advance(499);
        assertThat(session.isOpen()).isTrue();
        bench.advance(1);
        assertThat(bench.told).containsExactly("(transport error: client took nothing for writeStallTimeout PT0.5S)");
    }

    @Test
    void aClientThatTakesBytesOfWhatWasSentBeforeLives() {
        ws.room = 0;
        send(session, "waits behind a long message");
        for (int i = 0; i < 9; i++) {
            bench.advance(400);
            ws.tookBytes = true;
        }
        assertThat(session.isOpen()).isTrue();
        bench.advance(1001);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void bytesThatWereTakenBeforeSomethingHadToWaitDoNotCount() {
        ws.tookBytes = true;
        ws.room = 0;
        send(session, "a");
        bench.advance(500);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aClientThatTakesALittleLives() {
        ws.room = 0;
        for (int i = 0; i < 10; i++) {
            send(session, "m" + i);
        }
        for (int i = 0; i < 9; i++) {
            bench.advance(400);
            ws.room = 1;
            session.onWritable(ws);
        }
        assertThat(session.isOpen()).isTrue();
        bench.advance(1001);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void anEmptyQueueIsNotWatched() {
        ws.room = 0;
        send(session, "a");
        ws.room = 10;
        session.onWritable(ws);
        bench.advance(10_000);
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aSharedMessageThatWaitsIsTheSameToEverybody() {
        SharedMessage shared = SharedMessage.of(Bench.message("all"), List.of(Bench.bytes(7)));
        FakePushTransport other = new FakePushTransport();
        Session fast = bench.push(other);
        ws.room = 0;
        session.send(shared, SendOptions.DEFAULT);
        fast.send(shared, SendOptions.DEFAULT);
        shared.release();
        ws.room = 10;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4all", "<07>").isEqualTo(other.sent);
        fast.closeNow(DisconnectReason.FORCED_CLOSE);
    }

    @Test
    void bytesAloneWaitAndAreSharedLikeText() {
        SharedMessage shared = SharedMessage.binary(Bench.bytes(7));
        FakePushTransport other = new FakePushTransport();
        Session fast = bench.push(other);
        ws.room = 0;
        for (Session each : List.of(session, fast)) {
            each.send(shared, SendOptions.DEFAULT);
            each.sendBinary(Bench.bytes(8), SendOptions.DEFAULT);
            each.sendText(Bench.message("last"), SendOptions.DEFAULT);
        }
        shared.release();
        ws.room = 10;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("<07>", "<08>", "4last").isEqualTo(other.sent);
        fast.closeNow(DisconnectReason.FORCED_CLOSE);
        ByteBuf late = Bench.bytes(9);
        fast.sendBinary(late, SendOptions.DEFAULT);
        assertThat(late.refCnt()).isZero();
    }
}
