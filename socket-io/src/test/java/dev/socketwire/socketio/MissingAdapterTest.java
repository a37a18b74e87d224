package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.spi.Adapter;
import dev.socketwire.socketio.spi.AdapterContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A namespace whose adapter cannot be made, say since its broker is away. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class MissingAdapterTest {
    private static final Pattern ROOM = Pattern.compile("/room-\\d+");

    private final JvmBus bus = new JvmBus();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch fails = new CountDownLatch(1);
    private final RunningServer server;
    private volatile boolean away = true;

    MissingAdapterTest(boolean cleanup) {
        server = RunningServer.start(builder -> builder.adapter(this::create)
                .cleanupEmptyChildNamespaces(cleanup)
                .maxChildNamespaces(1));
    }

    private Adapter create(AdapterContext context) {
        if (away && !context.namespace().equals("/")) {
            asked.countDown();
            try {
                fails.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalStateException("broker is away");
        }
        return bus.create(context);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoAsksForItIsToldAndMayAskAgain() {
        fails.countDown();
        ParentNamespace rooms = server.io.of(ROOM);
        try (RawClient client = server.session()) {
            for (int i = 1; i <= 2; i++) {
                assertRefused(client, "/room-" + i, "connection refused");
            }
            assertThat(server.errors)
                    .containsExactly(
                            "adapter: IllegalStateException: broker is away",
                            "adapter: IllegalStateException: broker is away");
            assertThat(rooms.children()).isEmpty();
            away = false;
            client.connectTo("/room-2");
            assertThat(rooms.children()).hasSize(1);
            assertRefused(client, "/room-3", "Too many namespaces");
            assertThat(server.io.closeAsync(Duration.ofSeconds(60))).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void whoWaitsForItIsToldToo() throws Exception {
        server.io.of(ROOM);
        try (RawClient first = server.session();
                RawClient second = server.client()) {
            server.socket().on("flush", arguments -> server.io.emit("flush"));
            first.send("0/room-1,");
            asked.await();
            second.send("0/room-1,");
            second.assertNothingMore("flush");
            fails.countDown();
            for (RawClient client : new RawClient[] {first, second}) {
                assertThat(client.read()).isEqualTo("4/room-1,{\"message\":\"connection refused\"}");
            }
            away = false;
            second.connectTo("/room-1");
            assertThat(server.errors).hasSize(1);
        }
    }

    @Test
    void theProgramIsToldAndMayTryAgain() {
        fails.countDown();
        assertThatThrownBy(() -> server.io.of("/news"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broker is away");
        try (RawClient client = server.session()) {
            assertRefused(client, "/news", "Invalid namespace");
            away = false;
            server.io.of("/news").onConnection(socket -> socket.emit("hello"));
            client.connectTo("/news");
            assertThat(client.read()).isEqualTo("2/news,[\"hello\"]");
        }
        await().until(() -> server.io.sessionCount() == 0);
    }

    private static void assertRefused(RawClient client, String namespace, String message) {
        client.send("0" + namespace + ",");
        assertThat(client.read()).isEqualTo("4" + namespace + ",{\"message\":\"" + message + "\"}");
    }
}
