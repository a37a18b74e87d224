package dev.socketwire.interop.security;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.AckTimeoutException;
import dev.socketwire.socketio.SocketDisconnectedException;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows M: what a peer could make grow, and peers that take nothing. */
class MemoryRowsTest {
    private static final List<String> OF_A_CLIENT = List.of(
            "dev.socketwire.engineio.session.Session",
            "dev.socketwire.engineio.netty.WebSocketTransport",
            "dev.socketwire.engineio.session.PollingTransport",
            "dev.socketwire.frames.netty.FrameChannelHandler",
            "dev.socketwire.socketio.namespace.ClientConnection",
            "dev.socketwire.socketio.namespace.SocketState");

    private static final Pattern OURS_AND_NETTYS =
            Pattern.compile("(io\\.netty|dev\\.socketwire\\.(frames|engineio|socketio))\\..*");

    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    @Row("M1")
    void whoFailsToConnectLeavesNothing() {
        siege.port();
        // Not none: there is the bystander, and other classes of the run have servers of their own.
        Map<String, Long> before = OF_A_CLIENT.stream().collect(toMap(type -> type, LiveObjects::of));
        failToConnect(Rounds.of(600), before);
        // What is kept for the next time, such as buffers, is there by now.
        long bytes = LiveObjects.bytesOf(OURS_AND_NETTYS);
        failToConnect(Rounds.of(600), before);
        assertThat(LiveObjects.bytesOf(OURS_AND_NETTYS))
                .as("bytes of our objects and of Netty's, before " + bytes)
                .isLessThan(bytes * 102 / 100 + 10_000);
    }

    private void failToConnect(int times, Map<String, Long> before) {
        for (int i = 0; i < times; i++) {
            failToConnect(i);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> siege.io().sessionCount() == 1);
        // What a loop has still in its hands goes with its next turns.
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    siege.assertOthersAreServed("a turn");
                    for (String type : OF_A_CLIENT) {
                        assertThat(LiveObjects.of(type)).as(type).isLessThanOrEqualTo(before.get(type));
                    }
                });
    }

    private void failToConnect(int way) {
        int port = siege.port();
        switch (way % 6) {
            case 0 -> RawHttp.connect(port).reset();
            case 1 -> {
                RawHttp http = RawHttp.connect(port);
                http.send("GET " + Client.TARGET + "&sid=none HTTP/1.1\r\nHost: a\r\n\r\n");
                http.close();
            }
            case 2 -> {
                RawHttp http = RawHttp.connect(port);
                http.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders());
                http.reset();
            }
            case 3 -> Client.open(port).ws().reset();
            case 4 -> {
                try (Client client = Client.open(port)) {
                    client.send("40/nowhere,");
                    client.send("nonsense");
                    client.readClose();
                }
            }
            default -> {
                try (Poller poller = Poller.open(port)) {
                    poller.post("40");
                    poller.post("nonsense");
                }
            }
        }
    }

    @Test
    @Row("M2")
    void everyRowRunsWithBuffersTracked() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        assertThat(System.getProperty("junit.jupiter.extensions.autodetection.enabled"))
                .as("the look for leaks after each class")
                .isEqualTo("true");
    }

    @Test
    @Row("M3")
    void whoTakesNothingCostsNoMoreThanItsQueueAndEnds() {
        SocketIoServer io = siege.start(options -> options);
        Queue<String> why = new ConcurrentLinkedQueue<>();
        String page = "x".repeat(100_000);
        siege.onConnection(socket -> {
            socket.onDisconnect((reason, details) -> why.add(reason + ": " + details.orElse("nothing")));
            socket.on("flood", args -> {
                for (int i = 0; i < 200; i++) {
                    socket.dropIfBusy().emit("now or never", page);
                }
                for (int i = 0; i < 1_000; i++) {
                    socket.emit("page", page);
                }
            });
        });
        Client greedy = siege.client();
        long before = Heap.used();
        greedy.send("42[\"flood\"]");
        await().until(() -> !why.isEmpty());
        assertThat(siege.ends(greedy.id())).containsExactly("transport error");
        assertThat(why).hasSize(1).allMatch(line -> line.startsWith("transport error: ") && !line.endsWith("nothing"));
        assertThat(io.stats().engine().dropped()).isPositive();
        assertThat(Heap.used() - before).isLessThan(10_000_000);
        siege.assertUnknown(greedy.sid());
    }

    @Row("M4")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoPollsNoMoreEndsAtTheLimitOrWithTheHeartbeat(boolean emits) {
        SocketIoServer io = siege.start(options ->
                emits ? options : options.pingInterval(Duration.ofSeconds(2)).pingTimeout(Duration.ofSeconds(2)));
        Poller silent = siege.poller();
        if (emits) {
            for (int i = 0; i < 50; i++) {
                io.to(silent.id()).emit("page", "x".repeat(100_000));
            }
        }
        await().until(() -> siege.ends(silent.id()).size() == 1);
        siege.assertClosed(silent.sid(), silent.id(), emits ? "transport error" : "ping timeout");
    }

    @Test
    @Row("M5")
    void aSocketJoinsSoManyRoomsAndNoMore() {
        CompletableFuture<Integer> joined = new CompletableFuture<>();
        siege.onConnection(socket -> {
            socket.on("join", Integer.class, wanted -> {
                try {
                    for (int i = 0; i < wanted; i++) {
                        socket.join("room " + i);
                    }
                } catch (IllegalStateException e) {
                    joined.complete(socket.rooms().size());
                }
            });
            socket.on("join long", args -> socket.join("r".repeat(1_000_000)));
            socket.onDisconnect(reason -> socket.join("too late"));
        });
        Client client = siege.client();
        client.send("42[\"join\",1000000]");
        client.send("42[\"join long\"]");
        client.echo("still here");
        assertThat(joined.join()).as("with that of its id").isEqualTo(10_001);
        assertThat(siege.errors).hasSize(1).allMatch(line -> line.startsWith("join long: IllegalArgumentException"));
        siege.errors.clear();
        client.close();
        await().until(() -> siege.ends(client.id()).size() == 1);
        assertThat(siege.io().of("/").rooms().has("too late")).isFalse();
    }

    @Test
    @Row("M6")
    void requestsThatNobodyAnswersAreLimitedAndEndOnce() {
        AtomicInteger ended = new AtomicInteger();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        CompletableFuture<Integer> refused = new CompletableFuture<>();
        siege.onConnection(socket -> socket.on("ask", args -> {
            socket.timeout(Duration.ofSeconds(4))
                    .request("question", String.class)
                    .whenComplete((answer, failure) -> failures.add(failure));
            int asked = 1;
            try {
                for (; asked < 20_000; asked++) {
                    socket.request("question", String.class).whenComplete((answer, failure) -> {
                        ended.incrementAndGet();
                        failures.add(failure);
                    });
                }
            } catch (IllegalStateException e) {
                refused.complete(asked);
            }
        }));
        Client client = siege.client();
        client.send("42[\"ask\"]");
        for (int i = 0; i < 10_000; i++) {
            client.read();
        }
        assertThat(refused.join()).isEqualTo(10_000);
        await().until(() -> failures.size() == 1);
        assertThat(failures).allMatch(AckTimeoutException.class::isInstance);
        client.close();
        await().until(() -> ended.get() == 9_999);
        assertThat(failures.stream().skip(1)).allMatch(SocketDisconnectedException.class::isInstance);
        siege.assertUnknown(client.sid());
        assertThat(ended).hasValue(9_999);
    }

    @Test
    @Row("M7")
    void aClientIsInSoManyNamespacesAndNoMore() {
        for (int i = 0; i < 100; i++) {
            siege.io().of("/n" + i);
        }
        Client client = siege.client();
        for (int i = 0; i < 63; i++) {
            client.join("/n" + i);
        }
        client.send("40/n63,");
        siege.assertClosed(client, 1005, "parse error");
    }

    @Test
    @Row("M7")
    void whoComesAndGoesFasterThanHandlersRunEnds() {
        CountDownLatch released = new CountDownLatch(1);
        for (int i = 0; i < 100; i++) {
            siege.io().of("/n" + i).onConnection(socket -> {
                try {
                    released.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        Client coming = siege.client();
        for (int i = 0; i < 64; i++) {
            coming.join("/n" + i);
            coming.send("41/n" + i + ",");
        }
        coming.echo("still here");
        coming.send("40/n64,");
        siege.assertClosed(coming, 1005, "parse error");
        siege.assertOthersAreServed("while sixty-four wait");
        for (int i = 0; i < 100; i++) {
            String name = "/n" + i;
            await().pollDelay(Duration.ZERO).until(() -> siege.io().of(name).socketCount() == 0);
        }
        released.countDown();
    }

    @Test
    @Row("M7")
    void namespacesThatWereMadeForAClientGoWithIt() {
        SocketIoServer io = siege.start(options -> options.cleanupEmptyChildNamespaces(true));
        Queue<String> made = new ConcurrentLinkedQueue<>();
        io.of(Pattern.compile("/made-\\d+"));
        io.onNewNamespace(namespace -> made.add(namespace.name()));
        int before = io.stats().namespaces().size();
        for (int i = 0; i < 5; i++) {
            Client client = siege.client();
            for (int n = 0; n < 60; n++) {
                client.join("/made-" + (60 * i + n));
            }
            client.ws().reset();
            siege.assertUnknown(client.sid());
        }
        assertThat(made).hasSize(300);
        await().until(() -> io.stats().namespaces().size() == before);
    }

    @Test
    @Row("M9")
    void aClientThatIsFasterThanItsHandlerIsNotRead() {
        CountDownLatch released = new CountDownLatch(1);
        List<Integer> handled = new ArrayList<>();
        siege.onConnection(socket -> socket.on("n", Integer.class, byte[].class, (n, bytes) -> {
            if (!released.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released it");
            }
            handled.add(n);
        }));
        Client fast = siege.client();
        // More than all buffers of a line hold, however large a system makes them.
        int events = 500;
        byte[] bytes = new byte[100_000];
        long before = Heap.used();
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < events; i++) {
                fast.send("451-[\"n\"," + i + ",{\"_placeholder\":true,\"num\":0}]");
                fast.sendBinary(bytes);
            }
        });
        await().during(Duration.ofMillis(700)).until(() -> !flood.isDone());
        assertThat(Heap.used() - before).isLessThan(16_000_000);
        siege.assertOthersAreServed("meanwhile");
        released.countDown();
        flood.join();
        fast.ws().timeout(Duration.ofSeconds(60));
        fast.echo("all handled");
        assertThat(handled).hasSize(events).isSorted();
    }

    @Test
    @Row("M9")
    void whoGivesUpAPostMakesNoRoomForTheNext() {
        CountDownLatch released = new CountDownLatch(1);
        siege.onConnection(socket -> socket.on("n", args -> {
            if (!released.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released it");
            }
        }));
        Poller fast = siege.poller();
        String events = "42[\"n\"]" + (Poller.SEPARATOR + "42[\"n\"]").repeat(1_999);
        RawHttp first = siege.http();
        first.sendRequest("POST", fast.target(), events.getBytes(StandardCharsets.US_ASCII));
        siege.awaitRead();
        assertThat(first.staysSilent(Duration.ofMillis(300))).isTrue();
        int connections = OpenChannels.of(siege.port());
        first.reset();
        await().until(() -> OpenChannels.of(siege.port()) < connections);
        assertThat(fast.post(events).status()).isEqualTo(400);
        siege.assertOthersAreServed("meanwhile");
        released.countDown();
        siege.assertClosed(fast.sid(), fast.id(), "transport error");
        assertThat(siege.heard.stream().filter("n"::equals)).hasSize(2_000);
    }
}
