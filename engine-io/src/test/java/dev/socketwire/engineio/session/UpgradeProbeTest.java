package dev.socketwire.engineio.session;

import static dev.socketwire.engineio.session.Bench.receive;
import static dev.socketwire.engineio.session.Bench.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.TransportName;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From polling to a WebSocket, without sockets. */
class UpgradeProbeTest {
    private final Bench bench = new Bench();
    private final FakePushTransport ws = new FakePushTransport();
    private final PollingTransport polling = bench.polled();
    private final Session session = bench.session(polling);

    @AfterEach
    void endAll() {
        session.closeNow(DisconnectReason.FORCED_CLOSE);
        bench.advance(100_000);
        assertThat(bench.scheduler.clock.waiting()).as("timers left behind").isZero();
    }

    @Test
    void theProbeIsAnsweredAndTheSwitchMade() {
        assertThat(session.probe(ws)).isTrue();
        assertThat(session.isUpgrading()).isTrue();
        receive(session, ws, "2probe");
        assertThat(ws.sent).containsExactly("3probe");
        assertThat(session.transport()).isEqualTo(TransportName.POLLING);
        receive(session, ws, "5");
        assertThat(session.transport()).isEqualTo(TransportName.WEBSOCKET);
        assertThat(session.isUpgrading()).isFalse();
        assertThat(bench.told).contains("(upgrade)");
        send(session, "over the WebSocket");
        assertThat(ws.sent).containsExactly("3probe", "4over the WebSocket");
    }

    @Test
    void everyParkedPollIsLetGoUntilTheSwitch() {
        session.probe(ws);
        FakeExchange first = bench.poll(polling);
        receive(session, ws, "2probe");
        assertThat(first.answer).isEqualTo("6");
        for (int i = 0; i < 5; i++) {
            FakeExchange next = bench.poll(polling);
            bench.advance(99);
            assertThat(next.answer).isNull();
            bench.advance(1);
            assertThat(next.answer).isEqualTo("6");
        }
        receive(session, ws, "5");
        bench.advance(1000);
        assertThat(ws.sent).doesNotContain("6");
    }

    @Test
    void whatIsSentMeanwhileGoesOnByPolling() {
        session.probe(ws);
        receive(session, ws, "2probe");
        FakeExchange parked = bench.poll(polling);
        send(session, "a");
        bench.turn();
        assertThat(parked.answer).isEqualTo("4a");
        send(session, "b");
        receive(session, ws, "5");
        assertThat(ws.sent).containsExactly("3probe", "4b");
    }

    @Test
    void whatWasToBeDrainedInThisTurnGoesOverTheWebSocket() {
        session.probe(ws);
        receive(session, ws, "2probe");
        FakeExchange parked = bench.poll(polling);
        send(session, "a");
        receive(session, ws, "5");
        bench.turn();
        assertThat(parked.answer).isEqualTo("6");
        assertThat(ws.sent).containsExactly("3probe", "4a");
    }

    @Test
    void theSwitchComesBeforeWhatTheListenerSendsOnIt() {
        session.probe(ws);
        send(session, "before");
        receive(session, ws, "2probe");
        receive(session, ws, "5");
        send(session, "after");
        assertThat(ws.sent).containsExactly("3probe", "4before", "4after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "2", "2prob", "2probes", "3probe", "", "6", "55"})
    void anythingElseEndsTheWebSocketAlone(String text) {
        session.probe(ws);
        receive(session, ws, text);
        assertThat(ws.ended).isTrue();
        stillPolls();
    }

    @Test
    void aBinaryMessageEndsTheWebSocketAlone() {
        session.probe(ws);
        ByteBuf binary = Bench.bytes('5');
        session.onBinary(ws, binary);
        binary.release();
        assertThat(ws.ended).isTrue();
        stillPolls();
    }

    @Test
    void aProbeThatTakesTooLongEndsTheWebSocketAlone() {
        session.probe(ws);
        receive(session, ws, "2probe");
        bench.advance(9_999);
        assertThat(ws.ended).isFalse();
        bench.advance(1);
        assertThat(ws.ended).isTrue();
        receive(session, ws, "5");
        stillPolls();
    }

    @Test
    void aProbeMayBeTriedAgainAfterAnotherOneHasFailed() {
        session.probe(ws);
        session.fail(ws, DisconnectReason.TRANSPORT_CLOSE, null);
        stillPolls();
        FakePushTransport second = new FakePushTransport();
        assertThat(session.probe(second)).isTrue();
        receive(session, second, "2probe");
        receive(session, second, "5");
        assertThat(session.transport()).isEqualTo(TransportName.WEBSOCKET);
    }

    @Test
    void aSecondProbeIsRefused() {
        FakePushTransport second = new FakePushTransport();
        session.probe(ws);
        assertThat(session.probe(second)).isFalse();
        receive(session, second, "2probe");
        receive(session, second, "5");
        assertThat(second.sent).isEmpty();
        receive(session, ws, "5");
        assertThat(session.probe(second)).isFalse();
    }

    @Test
    void aSessionThatBeganOnAWebSocketIsNotTakenOver() {
        FakePushTransport first = new FakePushTransport();
        Session other = bench.push(first);
        assertThat(other.probe(ws)).isFalse();
        other.closeNow(DisconnectReason.FORCED_CLOSE);
    }

    @Test
    void aProbeThatDoesNotReadItsAnswersEnds() {
        session.probe(ws);
        ws.room = 3;
        for (int i = 0; i < 4; i++) {
            receive(session, ws, "2probe");
        }
        assertThat(ws.sent).hasSize(3);
        assertThat(ws.ended).isTrue();
        stillPolls();
    }

    @Test
    void aCloseEndsTheProbeToo() {
        session.probe(ws);
        session.close();
        assertThat(ws.ended).isTrue();
        assertThat(session.probe(new FakePushTransport())).isFalse();
    }

    @Test
    void aProbeWhoseNoopBringsOnTheEndStops() {
        session.probe(ws);
        FakeExchange parked = bench.poll(polling);
        parked.then = () -> session.closeNow(DisconnectReason.FORCED_CLOSE);
        receive(session, ws, "2probe");
        assertThat(ws.ended).isTrue();
        // The end of the test looks for timers.
    }

    @Test
    void pollsAndPostsThatComeAfterTheSwitchAreNotServed() {
        session.probe(ws);
        receive(session, ws, "5");
        assertThat(bench.poll(polling).answer).isEqualTo("400");
        FakeExchange late = bench.post(polling, "4late");
        assertThat(late.answer).isEqualTo("ok");
        assertThat(bench.told).doesNotContain("late");
        polling.gone(late);
        polling.postGone();
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void readingStaysStoppedOverTheSwitch() {
        session.setReading(false);
        session.probe(ws);
        receive(session, ws, "5");
        assertThat(ws.reading).isFalse();
        session.setReading(true);
        assertThat(ws.reading).isTrue();
    }

    @Test
    void moreThanTheWebSocketTakesIsWatched() {
        session.probe(ws);
        ws.room = 1;
        send(session, "a");
        send(session, "b");
        receive(session, ws, "5");
        assertThat(ws.sent).containsExactly("4a");
        bench.advance(10_000);
        assertThat(bench.told.get(bench.told.size() - 1)).startsWith("(transport error: client took nothing for");
    }

    /** A client as a real one is: it has at most one poll out, pauses it when probed, and switches when it has its answer. */
    @Test
    void nothingIsLostDoubledOrReorderedHoweverTheTurnsFall() {
        for (long seed = 0; seed < 1000; seed++) {
            Interleaving run = new Interleaving(new SplittableRandom(seed));
            assertThat(run.received()).as("seed " + seed).isEqualTo(run.sent);
        }
    }

    private void stillPolls() {
        assertThat(session.isUpgrading()).isFalse();
        send(session, "still here");
        assertThat(bench.poll(polling).answer).isEqualTo("4still here");
    }

    /** One upgrade with messages at random moments. */
    private static final class Interleaving {
        private final Bench bench = new Bench();
        private final FakePushTransport ws = new FakePushTransport();
        private final PollingTransport polling = bench.polled();
        private final Session session = bench.session(polling);
        private final List<String> sent = new ArrayList<>();
        private final List<String> received = new ArrayList<>();
        private FakeExchange poll = bench.poll(polling);
        private int step;

        Interleaving(SplittableRandom random) {
            for (int i = 0; i < 200; i++) {
                int what = random.nextInt(10);
                if (what < 5) {
                    String message = "m" + sent.size();
                    sent.add(message);
                    send(session, message);
                } else if (what < 7) {
                    bench.turn();
                } else if (what < 8) {
                    bench.advance(random.nextInt(120));
                } else {
                    clientActs();
                }
                if (random.nextInt(8) == 0) {
                    ws.room = random.nextInt(4);
                    session.onWritable(ws);
                }
            }
            ws.room = Integer.MAX_VALUE;
            while (session.transport() == TransportName.POLLING) {
                bench.advance(100);
                clientActs();
            }
            session.onWritable(ws);
        }

        private void clientActs() {
            String answer = poll.answer;
            if (answer != null && step < 3) {
                take(answer);
                if (step < 2) {
                    poll = new FakeExchange();
                    polling.poll(poll);
                } else {
                    // Paused: the last poll has its answer.
                    step = 3;
                    receive(session, ws, "5");
                }
            } else if (step == 0) {
                step = 1;
                session.probe(ws);
            } else if (step == 1 && ws.isWritable()) {
                step = 2;
                receive(session, ws, "2probe");
            }
        }

        List<String> received() {
            ws.sent.forEach(this::take);
            session.closeNow(DisconnectReason.FORCED_CLOSE);
            return received;
        }

        private void take(String packets) {
            for (String packet : packets.split("\u001e")) {
                if (packet.startsWith("4")) {
                    received.add(packet.substring(1));
                }
            }
        }
    }
}
