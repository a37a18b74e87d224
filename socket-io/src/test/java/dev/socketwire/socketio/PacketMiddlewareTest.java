package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.OpenChannels;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What events of a socket pass before its listeners; on lanes and on the event loop. */
@ParameterizedClass
@MethodSource("handlers")
class PacketMiddlewareTest {
    private final RunningServer server;
    private final Queue<CompletableFuture<Void>> stages = new ConcurrentLinkedQueue<>();

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    PacketMiddlewareTest(Handlers handlers) {
        server = RunningServer.flushing(handlers);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyEventPassesCatchAllThenMiddlewaresThenListeners() {
        server.io.onConnection(socket -> {
            socket.on("e", String.class, text -> server.events.add("listener " + text));
            socket.use((event, arguments) -> server.events.add("use 1 " + event + arguments.size()));
            socket.use((event, arguments) -> server.events.add("use 2 " + arguments.get(0, String.class)));
            socket.onAny((event, arguments) -> server.events.add("any " + event));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\",\"x\"]");
            client.send("2[\"unheard\",\"y\"]");
            client.send("2[\"e\",\"z\"]");
            client.send("2[\"flush\",\"-\"]");
            assertThat(client.read()).isEqualTo("2[\"flush\"]");
        }
        assertThat(server.events())
                .startsWith(
                        "any e",
                        "use 1 e1",
                        "use 2 x",
                        "listener x",
                        "any unheard",
                        "use 1 unheard1",
                        "use 2 y",
                        "any e",
                        "use 1 e1",
                        "use 2 z",
                        "listener z");
    }

    @Test
    void whatIsRefusedIsToldToTheSocketAndNotToTheClient() {
        server.io.onConnection(socket -> {
            socket.onError(error -> server.events.add("error " + error.getMessage()));
            socket.use((event, arguments) -> {
                if (event.equals("secret")) {
                    throw new IllegalAccessException("unauthorized event");
                }
            });
            socket.use((event, arguments) -> server.events.add("second " + event));
            socket.onRequest("secret", arguments -> server.events.add("listener"));
        });
        try (RawClient client = server.client()) {
            client.send("21[\"secret\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).containsExactly("error unauthorized event", "second flush");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whereNobodyListensForErrorsTheHookIsTold() {
        server.io.onConnection(socket -> {
            socket.use((event, arguments) -> {
                if (event.equals("a")) {
                    throw new StackOverflowError("deep");
                }
            });
            socket.useAsync(
                    (event, arguments) -> event.equals("b") ? nothing() : CompletableFuture.completedFuture(null));
            socket.useAsync((event, arguments) -> event.equals("c")
                    ? CompletableFuture.runAsync(() -> {
                        throw new IllegalStateException("later");
                    })
                    : CompletableFuture.completedFuture(null));
            socket.on("a", arguments -> server.events.add("a"));
            socket.on("b", arguments -> server.events.add("b"));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"a\"]");
            client.send("2[\"b\"]");
            client.send("2[\"c\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).isEmpty();
        assertThat(server.errors)
                .containsExactly(
                        "a: StackOverflowError: deep",
                        "b: NullPointerException: middleware answered no stage",
                        "c: IllegalStateException: later");
    }

    @Test
    void aLateAnswerKeepsTheOrder() {
        server.io.onConnection(socket -> {
            socket.useAsync((event, arguments) -> stage());
            socket.on("e", String.class, text -> server.events.add(text));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\",\"1\"]");
            client.send("2[\"e\",\"2\"]");
            client.send("2[\"e\",\"3\"]");
            client.send("2[\"flush\"]");
            answer(0, null);
            answer(1, new IllegalStateException("not this one"));
            answer(2, null);
            assertThat(server.events()).doesNotContain("2");
            answer(3, null);
            assertThat(client.read()).isEqualTo("2[\"flush\"]");
        }
        assertThat(server.events()).containsExactly("1", "3");
        assertThat(server.errors).containsExactly("e: IllegalStateException: not this one");
    }

    @Test
    void behindALateAnswerTheOtherMiddlewaresAreAskedInTheirTurn() {
        server.io.onConnection(socket -> {
            socket.useAsync((event, arguments) -> stage());
            socket.use((event, arguments) ->
                    server.events.add(Thread.currentThread().getName()));
            socket.on("e", arguments -> server.events.add("e"));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\"]");
            answer(0, null);
            await().until(() -> server.events.contains("e"));
        }
        assertThat(server.events())
                .hasSize(2)
                .doesNotContain(Thread.currentThread().getName())
                .element(1)
                .isEqualTo("e");
    }

    @Test
    void soManyEventsMayWaitHoweverSmallTheyAre() {
        server.io.onConnection(socket -> {
            socket.useAsync((event, arguments) -> stages.isEmpty() ? stage() : CompletableFuture.completedFuture(null));
            socket.on("e", arguments -> server.events.add("e"));
        });
        try (RawClient client = server.client()) {
            client.ws().sendTexts(Collections.nCopies(3_000, "42[\"e\"]"));
            await().until(() -> server.io.stats().refused(SocketRefusal.READING_PAUSED) > 0);
            stages.forEach(stage -> stage.complete(null));
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).hasSize(3_000);
    }

    @Test
    void whatWaitsWhenTheSocketEndsGoesNowhere() {
        server.io.onConnection(socket -> {
            socket.useAsync((event, arguments) -> stage());
            socket.on("e", arguments -> server.events.add("e"));
            socket.onDisconnect(reason -> server.events.add("end"));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\"]");
            client.send("2[\"e\"]");
            await().until(() -> stages.size() == 1);
        }
        await().until(() -> server.events().contains("end"));
        stages.forEach(stage -> stage.complete(null));
        // On lanes it is some turns later that somebody could hear it.
        await().during(Duration.ofMillis(200)).until(() -> server.events().equals(List.of("end")));
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whoIsSentAwayByAMiddlewareIsNotHeard() {
        server.io.onConnection(socket -> {
            socket.use((event, arguments) -> {
                server.events.add("use " + event);
                socket.disconnect(false);
            });
            socket.onRequest("e", arguments -> server.events.add("listener"));
            socket.onDisconnect(reason -> server.events.add(reason.toString()));
        });
        try (RawClient client = server.client()) {
            client.send("21[\"e\"]");
            client.send("22[\"e\"]");
            assertThat(client.read()).isEqualTo("1");
            await().until(() -> server.events.size() == 2);
        }
        assertThat(server.events()).containsExactly("use e", "server namespace disconnect");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void aClientWhoseEventsWaitIsNotRead() {
        server.io.onConnection(socket -> {
            socket.useAsync((event, arguments) -> stages.isEmpty() ? stage() : CompletableFuture.completedFuture(null));
            socket.on("e", arguments -> server.events.add("e"));
        });
        try (RawClient client = server.client()) {
            String big = "2[\"e\",\"" + "x".repeat(60_000) + "\"]";
            client.ws().timeout(Duration.ofSeconds(90));
            Thread sender = new Thread(() -> {
                for (int i = 0; i < 400; i++) {
                    client.send(big);
                }
                client.send("2[\"flush\"]");
            });
            sender.start();
            await().until(() -> stages.size() == 1);
            // 24 MB are more than a lane takes: what it does not take stays with the system.
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !OpenChannels.allIsRead(server.io.port()));
            stages.forEach(stage -> stage.complete(null));
            assertThat(client.read()).isEqualTo("2[\"flush\"]");
        }
        assertThat(server.events()).hasSize(400);
    }

    @Test
    void aMiddlewareMayEndItsSocketAndTheOtherNamespaceLives() {
        server.io.of("/b").onConnection(socket -> socket.on("flush", arguments -> socket.emit("flush")));
        server.io.onConnection(socket -> {
            socket.use((event, arguments) -> {
                server.events.add("use");
                socket.disconnect();
            });
            socket.on("e", arguments -> server.events.add("listener"));
        });
        try (RawClient client = server.client()) {
            client.connectTo("/b");
            client.ws().sendTexts(List.of("42[\"e\"]", "42[\"e\"]", "42/b,[\"flush\"]"));
            assertThat(List.of(client.read(), client.read())).containsExactlyInAnyOrder("1", "2/b,[\"flush\"]");
        }
        assertThat(server.events()).containsExactly("use");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whatWaitedForASocketThatWasPutOutHoldsUpNothing() {
        Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        server.io.of("/a").onConnection(socket -> {
            sockets.add(socket);
            socket.useAsync((event, arguments) -> stage());
        });
        try (RawClient client = server.client()) {
            client.connectTo("/a");
            // One is asked about, and what waits is more than what may wait.
            for (int i = 0; i < 6; i++) {
                client.send("2/a,[\"e\",\"" + "x".repeat(900_000) + "\"]");
            }
            await().until(() -> stages.size() == 1 && pauses() > 0);
            sockets.remove().disconnect();
            assertThat(client.read()).isEqualTo("1/a,");
            client.assertNothingMore("flush");
        }
    }

    private long pauses() {
        return server.io.stats().refused(SocketRefusal.READING_PAUSED);
    }

    @SuppressWarnings("NullAway") // what a careless program does
    private static CompletableFuture<Void> nothing() {
        return null;
    }

    private CompletableFuture<Void> stage() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        stages.add(stage);
        return stage;
    }

    private void answer(int index, Throwable failure) {
        await().until(() -> stages.size() > index);
        CompletableFuture<Void> stage = stages.stream().skip(index).findFirst().orElseThrow();
        if (failure == null) {
            stage.complete(null);
        } else {
            stage.completeExceptionally(failure);
        }
    }
}
