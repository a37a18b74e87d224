package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code allowRequest} takes its time, and meanwhile there is no room any more for the session that it allows. */
class LateVerdictTest {
    private final Queue<CompletableFuture<AllowRequest.Verdict>> asked = new ConcurrentLinkedQueue<>();
    private final EchoEngine engine = new EchoEngine(EchoEngine.options()
            .limits(EngineLimits.builder().sessions(1).build())
            .allowRequest(info -> {
                CompletableFuture<AllowRequest.Verdict> verdict = new CompletableFuture<>();
                asked.add(verdict);
                return verdict;
            })
            .build());

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Polled.OPEN, Polled.WEBSOCKET})
    void afterTheServerWasClosedItOpensNothing(String target) {
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp idle = RawHttp.connect(engine.port())) {
            CompletableFuture<AllowRequest.Verdict> verdict = ask(http, target);
            CompletableFuture<Void> closed = engine.server.close(Duration.ofSeconds(10));
            assertThat(idle.endsWithoutAByte()).isTrue();
            verdict.complete(AllowRequest.Verdict.allowed());
            assertThat(http.read().status()).isEqualTo(503);
            assertThat(http.endsWithoutAByte()).isTrue();
            closed.join();
        }
        assertThat(engine.sessions).isEmpty();
        assertThat(engine.server.sessionCount()).isZero();
    }

    @Test
    void whereOthersHaveTakenTheLastPlaceItOpensNothing() {
        try (RawHttp first = RawHttp.connect(engine.port());
                RawHttp second = RawHttp.connect(engine.port())) {
            CompletableFuture<AllowRequest.Verdict> early = ask(first, Polled.OPEN);
            CompletableFuture<AllowRequest.Verdict> late = ask(second, Polled.OPEN);
            early.complete(AllowRequest.Verdict.allowed());
            assertThat(first.read().status()).isEqualTo(200);
            late.complete(AllowRequest.Verdict.allowed());
            assertThat(second.read().status()).isEqualTo(503);
            assertThat(engine.server.sessionCount()).isOne();
        }
    }

    private CompletableFuture<AllowRequest.Verdict> ask(RawHttp http, String target) {
        if (target.equals(Polled.WEBSOCKET)) {
            http.sendGet(target, RawWebSocket.upgradeHeaders());
        } else {
            http.sendGet(target);
        }
        await().until(() -> !asked.isEmpty());
        return asked.remove();
    }
}
