package dev.socketwire.engineio.session;

import static dev.socketwire.engineio.session.Bench.send;
import static dev.socketwire.engineio.session.Bench.sendVolatile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.OutboundPolicy;
import dev.socketwire.engineio.TransportName;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Volatile messages that may wait, for a client that has room for 10 packets and 2,000 bytes; and what is counted. */
class OutboundPolicyTest {
    private static final SendOptions VOLATILE = new SendOptions(true, true);

    private final Bench bench = new Bench(EngineOptions.builder()
            .outboundPolicy(OutboundPolicy.DROP_VOLATILE)
            .limits(EngineLimits.builder().queueBytes(2000).queuePackets(10).build()));

    private final FakePushTransport ws = new FakePushTransport();
    private final Session session = bench.push(ws);

    @AfterEach
    void endAll() {
        session.closeNow(DisconnectReason.FORCED_CLOSE);
        assertThat(bench.loop.stats().queuedPackets()).isZero();
        assertThat(bench.loop.stats().queuedBytes()).isZero();
        assertThat(bench.loop.stats().total().sessions()).isZero();
    }

    @Test
    void theyWaitInTheirOrderWhileThereIsRoom() {
        ws.room = 0;
        send(session, "a");
        sendVolatile(session, "v");
        send(session, "b");
        assertThat(bench.loop.stats().queuedPackets()).isEqualTo(3);
        assertThat(bench.loop.stats().queuedBytes()).isEqualTo(3);
        ws.room = 10;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4a", "4v", "4b");
        assertThat(bench.loop.stats().dropped()).isZero();
    }

    @Test
    void theyGoFirstWhereThereIsNoRoomForOthers() {
        ws.room = 0;
        for (int i = 0; i < 5; i++) {
            sendVolatile(session, "v");
            send(session, "m" + i);
        }
        send(session, "last");
        ws.room = 100;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4m0", "4m1", "4m2", "4m3", "4m4", "4last");
        assertThat(bench.loop.stats().dropped()).isEqualTo(5);
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void oneThatDoesNotFitAtAllIsDroppedAlone() {
        ws.room = 0;
        for (int i = 0; i < 10; i++) {
            send(session, "m" + i);
        }
        sendVolatile(session, "v");
        assertThat(session.isOpen()).isTrue();
        assertThat(bench.loop.stats().dropped()).isEqualTo(1);
        send(session, "one too many");
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aMessageGoesWithItsAttachments() {
        ws.room = 0;
        ByteBuf attachment = Bench.bytes(1, 2, 3);
        session.send(Bench.message("v"), List.of(attachment), VOLATILE);
        send(session, "m".repeat(1996));
        assertThat(attachment.refCnt()).isOne();
        send(session, "n");
        assertThat(attachment.refCnt()).isZero();
        ws.room = 100;
        session.onWritable(ws);
        assertThat(ws.sent).hasSize(2);
        assertThat(bench.loop.stats().dropped()).isOne();
    }

    @Test
    void attachmentsOfAMessageThatHasBegunToLeaveStay() {
        ws.room = 1;
        session.send(Bench.message("v"), List.of(Bench.bytes(7)), VOLATILE);
        sendVolatile(session, "w");
        send(session, "m".repeat(1999));
        ws.room = 100;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4v", "<07>", "4" + "m".repeat(1999));
    }

    @Test
    void aBinaryMessageOfItsOwnGoesFirstToo() {
        ws.room = 0;
        session.sendBinary(Bench.bytes(7), VOLATILE);
        SharedMessage message = SharedMessage.binary(Bench.bytes(8));
        session.send(message, VOLATILE);
        message.release();
        send(session, "m".repeat(1998));
        send(session, "nn");
        ws.room = 100;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4" + "m".repeat(1998), "4nn");
        assertThat(bench.loop.stats().dropped()).isEqualTo(2);
    }

    @Test
    void aSharedMessageMayWaitToo() {
        ws.room = 0;
        SharedMessage message = SharedMessage.of(Bench.message("all"), List.of(Bench.bytes(1)));
        session.send(message, VOLATILE);
        message.release();
        ws.room = 100;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4all", "<01>");
    }

    @Test
    void packetsAndBytesAreCountedByTransport() {
        send(session, "four");
        Bench.receive(session, ws, "4hello");
        assertThat(bench.told).containsExactly("hello");
        PollingTransport polling = bench.polling();
        assertThat(bench.loop.stats().transports().get(TransportName.POLLING).sessions())
                .isOne();
        bench.post(polling, "4ab\u001e4c");
        assertThat(bench.loop.stats().transports().get(TransportName.WEBSOCKET)).satisfies(stats -> {
            assertThat(stats.sessions()).isOne();
            assertThat(stats.packetsIn()).isOne();
            assertThat(stats.bytesIn()).isEqualTo(6);
            // The open packet, and ours.
            assertThat(stats.packetsOut()).isEqualTo(2);
            assertThat(stats.bytesOut()).isGreaterThan(5);
        });
        assertThat(bench.loop.stats().transports().get(TransportName.POLLING).packetsIn())
                .isEqualTo(2);
        assertThat(bench.loop.stats().total().bytesIn()).isEqualTo(6 + 3 + 2);
        bench.session(polling).closeNow(DisconnectReason.FORCED_CLOSE);
    }

    @Test
    void anUpgradeMovesTheCount() {
        PollingTransport polling = bench.polled();
        Session mine = bench.session(polling);
        FakePushTransport next = new FakePushTransport();
        mine.probe(next);
        Bench.receive(mine, next, "2probe");
        Bench.receive(mine, next, "5");
        assertThat(bench.loop.stats().transports().get(TransportName.POLLING).sessions())
                .isZero();
        assertThat(bench.loop.stats().transports().get(TransportName.WEBSOCKET).sessions())
                .isEqualTo(2);
        mine.closeNow(DisconnectReason.FORCED_CLOSE);
    }

    @Test
    void aTransportThatTakesMoreAgainIsToldWhereNothingHasWaited() {
        ws.writable = false;
        assertThat(session.isWritable()).isFalse();
        ws.writable = true;
        session.onWritable(ws);
        assertThat(session.isWritable()).isTrue();
        assertThat(bench.told).containsExactly("(drain)");
    }
}
