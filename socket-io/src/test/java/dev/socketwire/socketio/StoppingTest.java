package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that ends while clients are there. */
class StoppingTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void itDrainsRefusesNewClientsAndThenEnds() throws Exception {
        RunningServer server = RunningServer.start();
        try (RawHttp http = RawHttp.connect(server.io.port());
                RawHttp other = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            Socket socket = client.connect(server);
            socket.onDisconnect(reason -> server.events.add(reason.toString()));
            socket.emit("last");
            await().until(() -> server.io.stats().engine().queuedPackets() == 1);

            CompletableFuture<Void> closed = server.io.closeAsync(LONG);
            await().until(() -> other.get("/socket.io/?EIO=4&transport=polling").status() == 503);
            RawHttp.Response refused = other.get("/socket.io/?EIO=4&transport=polling");
            assertThat(refused.header("retry-after")).isEqualTo("5");
            assertThat(refused.text()).isEqualTo("server is closing");
            assertThat(RawWebSocket.handshake(other, "/socket.io/?EIO=4&transport=websocket")
                            .status())
                    .isEqualTo(503);
            assertThat(closed).isNotDone();
            assertThat(socket.isConnected()).isTrue();

            assertThat(client.poll().text()).isEqualTo("42[\"last\"]");
            closed.get(20, TimeUnit.SECONDS);
            await().until(() -> !server.events.isEmpty());
            assertThat(server.events()).containsExactly("server shutting down");
        } finally {
            server.close();
        }
    }

    @Test
    void everyCallAnswersTheSameEnd() throws Exception {
        RunningServer server = RunningServer.start();
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            new PollingClient(http).connect(server).emit("never polled");
            await().until(() -> server.io.stats().engine().queuedPackets() == 1);
            CompletableFuture<Void> first = server.io.closeAsync(LONG);
            CompletableFuture<Void> second = server.io.closeAsync(LONG);
            assertThat(second).isNotDone();
            // Who cannot wait ends the draining of the others.
            CompletableFuture.runAsync(server.io::close).get(20, TimeUnit.SECONDS);
            first.get(20, TimeUnit.SECONDS);
            second.get(20, TimeUnit.SECONDS);
            server.io.close();
            server.io.closeAsync(LONG).get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocks", "promises", "breaks its promise", "asks back"})
    void whatClientsHaveAskedIsAnsweredFirst(String event) throws Exception {
        RunningServer server = RunningServer.start();
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> promise = new CompletableFuture<>();
        server.io.onConnection(socket -> {
            socket.onRequest("blocks", arguments -> {
                go.await();
                return "done";
            });
            socket.onRequest("promises", arguments -> promise);
            socket.onRequest(
                    "breaks its promise",
                    arguments -> promise.thenApply(text -> {
                        throw new RequestRefused("not " + text);
                    }));
            socket.onRequest("never", arguments -> new CompletableFuture<>());
            socket.onRequest(
                    "asks back",
                    arguments -> socket.request("and?", String.class).join());
        });
        try (RawClient idle = server.client();
                RawClient client = server.client()) {
            client.send("2[\"never\"]"); // asks for no answer: nothing is owed to it
            client.send("27[\"" + event + "\"]");
            if (event.equals("asks back")) {
                assertThat(client.read()).isEqualTo("20[\"and?\"]");
            }
            await().until(() -> server.io.stats().namespaces().get("/").packetsIn() == 2);
            CompletableFuture<Void> closed = server.io.closeAsync(LONG);
            assertThatThrownBy(() -> closed.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            go.countDown();
            promise.complete("done");
            if (event.equals("asks back")) {
                client.send("30[\"done\"]");
            }
            assertThat(client.read())
                    .isEqualTo(event.startsWith("breaks") ? "37[{\"error\":\"not done\"}]" : "37[\"done\"]");
            closed.get(20, TimeUnit.SECONDS);
            client.assertClosed();
            idle.assertClosed();
        } finally {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoAsksToConnectIsToldYesOrNoFirst(boolean welcome) throws Exception {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        RunningServer server = decidedBy(decision);
        try (RawClient client = server.client()) {
            client.send("0/room,");
            await().until(() -> server.events.contains("asked"));
            CompletableFuture<Void> closed = server.io.closeAsync(LONG);
            assertThatThrownBy(() -> closed.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            if (welcome) {
                decision.complete(null);
                assertThat(client.read()).startsWith("0/room,{\"sid\"");
                assertThat(client.read()).isEqualTo("2/room,[\"welcome\"]");
            } else {
                decision.completeExceptionally(new ConnectionRefused("full"));
                assertThat(client.read()).isEqualTo("4/room,{\"message\":\"full\"}");
            }
            client.assertClosed();
            if (welcome) {
                await().until(() -> server.events.size() == 3);
                assertThat(server.events()).containsExactly("asked", "connected", "server shutting down");
            }
        } finally {
            server.close();
        }
    }

    @Test
    void whoIsGreetedSlowlyIsGreetedAllTheSame() throws Exception {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        CountDownLatch greets = new CountDownLatch(1);
        RunningServer server = decidedBy(decision);
        server.io.of("/room").onConnection(socket -> {
            hold(greets);
            socket.emit("at last");
        });
        try (RawClient client = server.client()) {
            client.send("0/room,");
            await().until(() -> server.events.contains("asked"));
            CompletableFuture<Void> closed = server.io.closeAsync(LONG);
            decision.complete(null);
            assertThat(client.read()).startsWith("0/room,{\"sid\"");
            assertThat(client.read()).isEqualTo("2/room,[\"welcome\"]");
            assertThatThrownBy(() -> closed.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            greets.countDown();
            assertThat(client.read()).isEqualTo("2/room,[\"at last\"]");
            client.assertClosed();
            closed.get(20, TimeUnit.SECONDS);
        } finally {
            greets.countDown();
            server.close();
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoHasGoneIsNotWaitedFor() {
        RunningServer server = decidedBy(new CompletableFuture<>());
        RawClient client = server.client();
        try (RawClient other = server.client()) {
            client.send("0/room,");
            other.send("0/room,");
            await().until(() -> server.events.size() == 2);
            client.close();
            other.send("1/room,");
            await().until(() -> server.io.stats().sessions() == 1);
            assertThat(server.io.closeAsync(LONG)).isNotDone();
            other.assertClosed();
        } finally {
            server.close();
        }
    }

    @Test
    void whoHasGoneIsOwedNoAnswer() throws Exception {
        RunningServer server = RunningServer.start();
        server.io.onConnection(socket -> {
            socket.onRequest("never", arguments -> new CompletableFuture<>());
            socket.on("heard", arguments -> server.events.add("heard"));
            socket.onDisconnect(reason -> server.events.add(reason.toString()));
        });
        try (RawClient other = server.client()) {
            RawClient client = server.client();
            client.send("27[\"never\"]");
            client.send("2[\"heard\"]");
            await().until(() -> server.events.contains("heard"));
            client.close();
            await().until(() -> server.events.size() == 2);
            server.io.closeAsync(LONG).get(20, TimeUnit.SECONDS);
            other.assertClosed();
        } finally {
            server.close();
        }
    }

    @Test
    void aDecisionThatIsTooLateIsNone() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        RunningServer server = decidedBy(decision);
        try (RawClient client = server.client()) {
            client.send("0/room,");
            await().until(() -> server.events.contains("asked"));
            assertThat(server.io.closeAsync(Duration.ofMillis(200))).isNotDone();
            client.assertClosed();
            decision.complete(null);
        } finally {
            server.close();
        }
        assertThat(server.events()).containsExactly("asked");
    }

    /** A server with a namespace {@code /room} whose middleware waits. */
    private static RunningServer decidedBy(CompletableFuture<Void> decision) {
        RunningServer server = RunningServer.start();
        server.io
                .of("/room")
                .useAsync(connection -> {
                    server.events.add("asked");
                    return decision;
                })
                .onConnection(socket -> {
                    server.events.add("connected");
                    socket.onDisconnect(reason -> server.events.add(reason.toString()));
                    socket.emit("welcome");
                });
        return server;
    }

    @Test
    void whatComesDuringTheDrainingDoesNotProlongIt() throws Exception {
        RunningServer server = RunningServer.start();
        CountDownLatch never = new CountDownLatch(1);
        server.io.onConnection(socket -> {
            socket.on("wait", arguments -> never.await());
            socket.onRequest("promise", arguments -> new CompletableFuture<>());
        });
        try (RawHttp http = RawHttp.connect(server.io.port());
                RawClient late = server.client()) {
            PollingClient client = new PollingClient(http);
            assertThat(server.socket().transport()).hasToString("websocket");
            client.connect(server).emit("last");
            await().until(() -> server.io.stats().engine().queuedPackets() == 1);
            CompletableFuture<Void> closed = server.io.closeAsync(LONG);
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("socketwire-close")
                            && thread.getState() == Thread.State.TIMED_WAITING));
            late.send("21[\"promise\"]");
            late.send("2[\"wait\"]");
            await().until(() -> server.io.stats().namespaces().get("/").packetsIn() == 2);
            assertThat(client.poll().text()).isEqualTo("42[\"last\"]");
            closed.get(20, TimeUnit.SECONDS);
        } finally {
            never.countDown();
            server.close();
        }
    }

    @Test
    void drainingHasALimit() throws Exception {
        RunningServer server = RunningServer.start();
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            new PollingClient(http).connect(server).emit("never polled");
            await().until(() -> server.io.stats().engine().queuedPackets() == 1);
            server.io.closeAsync(Duration.ofMillis(200)).get(20, TimeUnit.SECONDS);
            assertThat(server.io.stats().sessions()).isZero();
        } finally {
            server.close();
        }
    }

    @Test
    void manyClientsEndInBatches() throws Exception {
        RunningServer server = RunningServer.start();
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1_100; i++) {
                clients.add(server.client());
            }
            server.io.closeAsync(Duration.ofSeconds(5)).get(30, TimeUnit.SECONDS);
            assertThat(server.io.stats().sessions()).isZero();
            clients.forEach(RawClient::assertClosed);
        } finally {
            clients.forEach(RawClient::close);
            server.close();
        }
    }

    @Test
    void aServerThatHasNoTimeStillEnds() throws Exception {
        RunningServer server = RunningServer.start();
        try (RawClient client = server.client()) {
            server.io.closeAsync(Duration.ZERO).get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> server.io.closeAsync(Duration.ofSeconds(-1)))
                    .hasMessage("limit PT-1S must be 0 or more");
            assertThatThrownBy(server.io::start).hasMessageContaining("started before");
            client.assertClosed();
        }
    }

    @Test
    void anEventLoopIsToldNotToWait() {
        RunningServer server = RunningServer.start(builder -> builder.handlers(Handlers.inline()));
        server.io.onConnection(socket -> socket.on("stop", arguments -> {
            try {
                server.io.close();
            } catch (IllegalStateException e) {
                server.events.add(e.getMessage());
            }
        }));
        try (RawClient client = server.client()) {
            client.send("2[\"stop\"]");
            await().until(() -> !server.events.isEmpty());
        } finally {
            server.close();
        }
        assertThat(server.events()).containsExactly("close() waits, which an event loop must not: use closeAsync");
    }
}
