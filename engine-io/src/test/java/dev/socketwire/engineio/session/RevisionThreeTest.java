package dev.socketwire.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.codec.BodyKind;
import dev.socketwire.engineio.codec.Dialect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions of clients 1.x and 2.x. */
class RevisionThreeTest {
    private final Bench bench = new Bench();

    @Test
    void theOpenPacketHasItsLength() {
        String body = bench.poll(polling()).answer;

        assertThat(body).matches("[0-9]+:0\\{\"sid\":.*}");
        assertThat(body.length() - body.indexOf(':') - 1)
                .isEqualTo(Integer.parseInt(body.substring(0, body.indexOf(':'))));
    }

    @Test
    void aPingOfTheClientIsAnswered() {
        PollingTransport polling = polled();

        bench.post(polling, "1:2");
        assertThat(bench.poll(polling).answer).isEqualTo("1:3");

        bench.post(polling, "6:2probe");
        assertThat(bench.poll(polling).answer).isEqualTo("1:3");
    }

    @Test
    void aPongOfTheClientIsTheWrongDirection() {
        bench.post(polled(), "1:3");

        assertThat(bench.told).endsWith("(transport error: invalid heartbeat direction)");
    }

    @Test
    void aClientThatPingsInTimeLivesOn() {
        PollingTransport polling = polled();
        for (int i = 0; i < 10; i++) {
            bench.advance(44_000);
            bench.post(polling, "1:2");
            assertThat(bench.poll(polling).answer).isEqualTo("1:3");
        }
        assertThat(bench.told).containsOnly("(drain)");
    }

    @Test
    void aClientThatDoesNotPingInIntervalAndTimeoutTogetherEnds() {
        polled();
        bench.advance(44_999);
        assertThat(bench.told).doesNotContain("(ping timeout)");

        bench.advance(2);

        assertThat(bench.told).endsWith("(ping timeout)");
    }

    @Test
    void theClientIsNotPinged() {
        FakePushTransport ws = new FakePushTransport();
        push(ws);

        bench.advance(40_000);

        assertThat(ws.sent).isEmpty();
    }

    @Test
    void anUpgradedSessionStillHasToPing() {
        PollingTransport polling = polled();
        FakePushTransport ws = new FakePushTransport();
        Session session = bench.session(polling);
        assertThat(session.probe(ws)).isTrue();
        Bench.receive(session, ws, "2probe");
        FakeExchange parked = bench.poll(polling);
        bench.advance(100);
        assertThat(parked.answer).isEqualTo("1:6");
        Bench.receive(session, ws, "5");
        assertThat(ws.sent).contains("3probe");

        bench.advance(46_000);

        assertThat(bench.told).contains("(ping timeout)");
    }

    @Test
    void bytesMakeABodyOfBytes() {
        PollingTransport polling = polled();
        Session session = bench.session(polling);
        session.send(Bench.message("x"), List.of(Bench.bytes(1, 2)), SendOptions.DEFAULT);

        FakeExchange poll = bench.poll(polling);

        assertThat(poll.kind).isEqualTo(BodyKind.BINARY);
        assertThat(poll.answer).isEqualTo("\0\2\u00ff4x\1\3\u00ff\4\1\2");
        Bench.send(session, "y");
        FakeExchange next = bench.poll(polling);
        assertThat(next.kind).isEqualTo(BodyKind.TEXT);
        assertThat(next.answer).isEqualTo("2:4y");
    }

    @Test
    void aClientWithoutBytesGetsBase64() {
        PollingTransport polling = polled(new Dialect(Revision.V3, true, Optional.empty()));
        bench.session(polling).send(Bench.message("x"), List.of(Bench.bytes(1, 2, 3, 4)), SendOptions.DEFAULT);

        FakeExchange poll = bench.poll(polling);

        assertThat(poll.kind).isEqualTo(BodyKind.TEXT);
        assertThat(poll.answer).isEqualTo("2:4x10:b4AQIDBA==");
    }

    @Test
    void aScriptIsForThoseWhoLoadScripts() {
        PollingTransport polling = polled(new Dialect(Revision.V3, true, Optional.of("7")));
        Bench.send(bench.session(polling), "a\"b");

        FakeExchange poll = bench.poll(polling);

        assertThat(poll.kind).isEqualTo(BodyKind.SCRIPT);
        assertThat(poll.answer).isEqualTo("___eio[7](\"4:4a\\\"b\");");
        assertThat(bench.post(polling, "d=6%3A4hello").answer).isEqualTo("ok");
        assertThat(bench.told).endsWith("hello");
        int before = bench.told.size();
        assertThat(bench.post(polling, "nothing").answer).isEqualTo("ok");
        assertThat(bench.told).hasSize(before);
    }

    @Test
    void aClosingSessionTellsWhoPollsNext() {
        PollingTransport polling = polled();
        bench.session(polling).close();

        assertThat(bench.poll(polling).answer).isEqualTo("1:61:1");
    }

    private PollingTransport polling() {
        return bench.loop.openPolling(Sids.next(), Dialect.of(Revision.V3), Bench.info());
    }

    private PollingTransport polled() {
        return polled(Dialect.of(Revision.V3));
    }

    private PollingTransport polled(Dialect dialect) {
        PollingTransport transport = bench.loop.openPolling(Sids.next(), dialect, Bench.info());
        bench.poll(transport);
        return transport;
    }

    private Session push(FakePushTransport transport) {
        Session session = bench.loop.openPush(Sids.next(), Revision.V3, Bench.info(), transport);
        transport.sent.clear();
        return session;
    }
}
