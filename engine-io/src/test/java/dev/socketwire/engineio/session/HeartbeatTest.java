package dev.socketwire.engineio.session;

import static dev.socketwire.engineio.session.Bench.receive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ping every 1,000 ms, pong within 400 ms. */
class HeartbeatTest {
    private final Bench bench = new Bench(EngineOptions.builder()
            .pingInterval(Duration.ofMillis(1000))
            .pingTimeout(Duration.ofMillis(400))
            .upgradeTimeout(Duration.ofMillis(10_000)));
    private final FakePushTransport ws = new FakePushTransport();

    @AfterEach
    void endAll() {
        bench.directory.all().forEach(session -> session.closeNow(DisconnectReason.FORCED_CLOSE));
        bench.advance(100_000);
        assertThat(bench.scheduler.clock.waiting()).as("timers left behind").isZero();
    }

    @Test
    void aPingComesAnIntervalAfterTheOpening() {
        bench.push(ws);
        bench.advance(999);
        assertThat(ws.sent).isEmpty();
        bench.advance(1);
        assertThat(ws.sent).containsExactly("2");
    }

    @Test
    void theNextPingComesAnIntervalAfterThePong() {
        Session session = bench.push(ws);
        bench.advance(1300);
        receive(session, ws, "3");
        bench.advance(999);
        assertThat(ws.sent).containsExactly("2");
        bench.advance(1);
        assertThat(ws.sent).containsExactly("2", "2");
    }

    @Test
    void aPongThatDoesNotComeEndsTheSession() {
        bench.push(ws);
        bench.advance(1399);
        assertThat(bench.told).isEmpty();
        bench.advance(1);
        assertThat(bench.told).containsExactly("(ping timeout)");
        assertThat(ws.ended).isTrue();
    }

    @Test
    void anythingElseGivesMoreTimeOnceForEachPing() {
        Session session = bench.push(ws);
        bench.advance(1300);
        receive(session, ws, "4alive");
        bench.advance(300);
        receive(session, ws, "4alive");
        bench.advance(99);
        assertThat(bench.told).containsExactly("alive", "alive");
        bench.advance(1);
        assertThat(bench.told).containsExactly("alive", "alive", "(ping timeout)");
    }

    @Test
    void aPingThatWasExtendedDoesNotExtendTheNext() {
        Session session = bench.push(ws);
        bench.advance(1300);
        receive(session, ws, "4alive");
        receive(session, ws, "3");
        bench.advance(1300);
        receive(session, ws, "4alive");
        bench.advance(399);
        assertThat(session.isOpen()).isTrue();
        bench.advance(1);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void pongsThatNobodyAskedForStartNothing() {
        Session session = bench.push(ws);
        for (int i = 0; i < 100_000; i++) {
            receive(session, ws, "3");
        }
        assertThat(bench.scheduler.clock.waiting()).isOne();
        bench.advance(1000);
        assertThat(ws.sent).containsExactly("2");
    }

    @Test
    void aPollingClientThatNeverPollsAgainEnds() {
        bench.polled();
        bench.advance(1400);
        assertThat(bench.told).containsExactly("(drain)", "(ping timeout)");
    }

    @Test
    void aPingOutstandingAtAnUpgradeIsStillDue() {
        PollingTransport polling = bench.polled();
        Session session = bench.session(polling);
        bench.advance(1100);
        session.probe(ws);
        receive(session, ws, "2probe");
        receive(session, ws, "5");
        bench.advance(299);
        assertThat(session.isOpen()).isTrue();
        bench.advance(1);
        assertThat(bench.told).contains("(ping timeout)");
    }

    @Test
    void anUpgradedSessionKeepsItsHeartbeat() {
        PollingTransport polling = bench.polled();
        Session session = bench.session(polling);
        session.probe(ws);
        receive(session, ws, "2probe");
        receive(session, ws, "5");
        bench.advance(1000);
        assertThat(ws.sent).containsExactly("3probe", "2");
        receive(session, ws, "3");
        bench.advance(1400);
        assertThat(bench.told).contains("(ping timeout)");
    }

    @Test
    void theHeartbeatRunsWhileAProbeIsSilent() {
        PollingTransport polling = bench.polled();
        Session session = bench.session(polling);
        session.probe(ws);
        bench.advance(1000);
        assertThat(bench.poll(polling).answer).isEqualTo("2");
        bench.advance(400);
        assertThat(session.isOpen()).isFalse();
        assertThat(ws.ended).isTrue();
    }

    @Test
    void aClientThatIsNotReadIsNotBlamed() {
        Session session = bench.push(ws);
        bench.advance(1100);
        session.setReading(false);
        bench.advance(60_000);
        assertThat(session.isOpen()).isTrue();
        session.setReading(true);
        bench.advance(399);
        assertThat(session.isOpen()).isTrue();
        bench.advance(1);
        assertThat(bench.told).containsExactly("(ping timeout)");
    }

    @Test
    void aSessionThatClosesIsPingedNoMoreButMayTimeOut() {
        PollingTransport polling = bench.polled();
        bench.session(polling).close();
        bench.advance(1399);
        assertThat(bench.directory.size()).isOne();
        bench.advance(1);
        assertThat(bench.told).contains("(ping timeout)");
    }
}
