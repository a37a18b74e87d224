package dev.socketwire.engineio.session;

import static dev.socketwire.engineio.session.Bench.receive;
import static dev.socketwire.engineio.session.Bench.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.Revision;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session from open to closed, without a socket. */
class SessionTest {
    private final Bench bench = new Bench();
    private final FakePushTransport ws = new FakePushTransport();

    @AfterEach
    void endAll() {
        List.copyOf(bench.directory.all()).forEach(session -> session.closeNow(DisconnectReason.FORCED_CLOSE));
        assertThat(bench.directory.size()).isZero();
        bench.advance(100_000);
        assertThat(bench.scheduler.clock.waiting()).as("timers left behind").isZero();
    }

    @Test
    void theOpenPacketIsTheFirst() {
        bench.onOpen = session -> send(session, "hello");
        bench.loop.openPush(
                Sids.next(), Revision.V4, bench.session(bench.polling()).handshake(), ws);
        assertThat(ws.sent).hasSize(2);
        assertThat(ws.sent.get(0)).startsWith("0{\"sid\":\"").contains("\"upgrades\":[]");
        assertThat(ws.sent.get(1)).isEqualTo("4hello");
    }

    @Test
    void aMessageGoesInPlaceToAWritableTransport() {
        Session session = bench.push(ws);
        ByteBuf message = Bench.message("hi");
        session.sendText(message, SendOptions.DEFAULT);
        assertThat(ws.sent).containsExactly("4hi");
        assertThat(message.refCnt()).isZero();
    }

    @Test
    void aMessageWithBinariesIsNotTornApart() {
        Session session = bench.push(ws);
        ws.room = 1;
        session.send(Bench.message("two"), List.of(Bench.bytes(1), Bench.bytes(2)), SendOptions.DEFAULT);
        send(session, "after");
        assertThat(ws.sent).containsExactly("4two");
        ws.room = 100;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4two", "<01>", "<02>", "4after");
        assertThat(bench.told).containsExactly("(drain)");
    }

    @Test
    void whatArrivesIsTold() {
        Session session = bench.push(ws);
        receive(session, ws, "4text");
        receive(session, ws, "4");
        receive(session, ws, "bAQID");
        ByteBuf binary = Bench.bytes(9);
        session.onBinary(ws, binary);
        binary.release();
        assertThat(bench.told).containsExactly("text", "", "<010203>", "<09>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "7", "é", "b$"})
    void whatIsNoPacketClosesTheSession(String bad) {
        Session session = bench.push(ws);
        receive(session, ws, bad);
        assertThat(bench.told).hasSize(1);
        assertThat(bench.told.get(0)).startsWith("(parse error: ");
        assertThat(ws.ended).isTrue();
    }

    @Test
    void aClosePacketClosesTheSession() {
        Session session = bench.push(ws);
        receive(session, ws, "1");
        receive(session, ws, "4late");
        assertThat(bench.told).containsExactly("(transport close)");
    }

    @Test
    void aPingOfTheClientIsTheWrongDirection() {
        Session session = bench.push(ws);
        receive(session, ws, "2");
        assertThat(bench.told).containsExactly("(transport error: invalid heartbeat direction)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "6", "3"})
    void packetsWithoutAMeaningHereDoNoHarm(String packet) {
        Session session = bench.push(ws);
        receive(session, ws, packet);
        receive(session, ws, "4still here");
        assertThat(bench.told).containsExactly("still here");
    }

    @Test
    void theEndIsToldOnce() {
        Session session = bench.push(ws);
        bench.onText = text -> session.closeNow(DisconnectReason.FORCED_CLOSE);
        receive(session, ws, "4go");
        session.closeNow(DisconnectReason.PING_TIMEOUT);
        session.close();
        session.fail(ws, DisconnectReason.TRANSPORT_CLOSE, null);
        send(session, "late");
        session.setReading(false);
        assertThat(bench.told).containsExactly("go", "(forced close)");
        assertThat(session.isOpen()).isFalse();
        assertThat(session.isWritable()).isFalse();
    }

    @Test
    void aSessionThatIsClosedWhileItIsAcceptedIsToldSo() {
        bench.onOpen = session -> session.closeNow(DisconnectReason.FORCED_CLOSE);
        bench.push(ws);
        assertThat(bench.told).containsExactly("(forced close)");
        assertThat(ws.ended).isTrue();
    }

    @Test
    void aSessionThatNobodyAcceptsDoesNotStay() {
        bench.onOpen = session -> {
            throw new IllegalStateException("no");
        };
        assertThatThrownBy(() -> bench.push(ws)).isInstanceOf(IllegalStateException.class);
        assertThat(bench.directory.size()).isZero();
        assertThat(ws.ended).isTrue();
    }

    @Test
    void aGracefulCloseSendsWhatWaits() {
        Session session = bench.push(ws);
        ws.room = 0;
        send(session, "a");
        send(session, "b");
        session.close();
        send(session, "too late");
        assertThat(bench.told).isEmpty();
        ws.room = 10;
        session.onWritable(ws);
        assertThat(ws.sent).containsExactly("4a", "4b");
        assertThat(bench.told).containsExactly("(forced close)");
        assertThat(ws.ended).isTrue();
    }

    @Test
    void aGracefulCloseDoesNotWaitForEver() {
        Session session = bench.push(ws);
        ws.room = 0;
        send(session, "a");
        session.close();
        bench.advance(30_000);
        assertThat(session.isOpen()).isFalse();
        assertThat(bench.told).hasSize(1);
    }

    @Test
    void whatComesWhileClosingIsNotTold() {
        Session session = bench.push(ws);
        ws.room = 0;
        send(session, "a");
        session.close();
        receive(session, ws, "4late");
        assertThat(bench.told).isEmpty();
    }

    @Test
    void readingStopsAndResumesOnceEach() {
        Session session = bench.push(ws);
        session.setReading(false);
        assertThat(ws.reading).isFalse();
        session.setReading(true);
        assertThat(ws.reading).isTrue();
    }

    @Test
    void theRestOfAPayloadIsForItsOwnSessionWhateverHappensMeanwhile() {
        PollingTransport other = bench.polled();
        PollingTransport mine = bench.polled();
        FakeExchange parked = new FakeExchange();
        mine.poll(parked);
        // The connection of the parked poll has a POST for another session in line.
        parked.then = () -> bench.post(other, "4for the other");
        bench.onText = text -> {
            if (text.equals("end")) {
                bench.session(mine).closeNow(DisconnectReason.FORCED_CLOSE);
            }
        };
        List<String> before = new ArrayList<>(bench.told);
        bench.post(mine, "4end\u001e4secret of mine");
        assertThat(bench.told).doesNotContain("secret of mine");
        assertThat(bench.told.subList(before.size(), bench.told.size()))
                .containsExactly("end", "for the other", "(forced close)");
    }
}
