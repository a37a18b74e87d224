package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that are accepted just before the server closes. */
class LateConnectionsTest {
    private static final int CLIENTS = 6;

    private final EchoEngine engine = new EchoEngine(EngineOptions.defaults());
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<RawHttp> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        released.countDown();
        clients.forEach(RawHttp::close);
        engine.close();
    }

    @Test
    void whoWaitsForABusyLoopIsNotLeftBehind() {
        int port = engine.port();
        EventLoop busy = loopOfTheFirstClient(port);
        busy.execute(this::hold);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(RawHttp.connect(port));
        }
        // Where there is one loop alone, nobody accepts them now.
        await().until(() ->
                OpenChannels.of(port) == CLIENTS || Runtime.getRuntime().availableProcessors() == 1);
        CompletableFuture<Void> closed = engine.server.close(Duration.ofSeconds(20));
        // It is not stopped before it has looked at them.
        await().during(Duration.ofMillis(300)).until(() -> !busy.isShuttingDown());
        released.countDown();
        assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
        assertThat(OpenChannels.held(port)).isEmpty();
        assertThat(clients).allMatch(RawHttp::endsWithoutAByte);
    }

    /** Not the one that accepts, where there are two. */
    private EventLoop loopOfTheFirstClient(int port) {
        try (RawHttp http = RawHttp.connect(port)) {
            Polled.open(http, port);
        }
        await().until(() -> OpenChannels.of(port) == 0);
        return EngineParts.loopOf(engine.sessions.remove().home());
    }

    private void hold() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
