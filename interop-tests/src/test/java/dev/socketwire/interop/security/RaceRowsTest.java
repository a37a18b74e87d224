package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.socketio.AckTimeoutException;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketDisconnectedException;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.FreePort;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows C: several things at once. */
class RaceRowsTest {
    private static final int SENDERS = 16;
    private static final int EVENTS = 60;

    @RegisterExtension
    final Siege siege = new Siege();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    @Row("C1")
    void howeverManyEndASocketItEndsOnce() throws Exception {
        SocketIoServer io = start();
        for (int round = 0; round < Rounds.of(60); round++) {
            Client client = siege.client();
            Socket socket = socketOf(client);
            CyclicBarrier start = new CyclicBarrier(4);
            join(
                    at(start, () -> socket.disconnect(true)),
                    at(start, () -> io.in(client.id()).disconnectSockets(false)),
                    at(start, () -> client.send("41")),
                    at(start, () -> client.ws().reset()));
            siege.assertUnknown(client.sid());
            await().pollDelay(Duration.ZERO)
                    .until(() -> !siege.ends(client.id()).isEmpty());
        }
        assertThat(sockets.keySet().stream().filter(id -> !siege.ends(id).isEmpty()))
                .hasSize(Rounds.of(60))
                .allMatch(id -> siege.ends(id).size() == 1);
    }

    @Test
    @Row("C2")
    void whatManyThreadsSendKeepsTheOrderOfEachAndItsAttachments() throws Exception {
        start();
        Client client = siege.client();
        Socket socket = socketOf(client);
        for (int round = 0; round < Rounds.of(60); round += EVENTS) {
            sendFromManyThreads(client, socket);
        }
    }

    private void sendFromManyThreads(Client client, Socket socket) throws Exception {
        CyclicBarrier start = new CyclicBarrier(SENDERS);
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            byte thread = (byte) i;
            senders.add(at(start, () -> {
                for (int n = 0; n < EVENTS; n++) {
                    socket.emit("from", thread, n, new byte[] {thread, (byte) n});
                }
            }));
        }
        int[] next = new int[SENDERS];
        for (int i = 0; i < SENDERS * EVENTS; i++) {
            String event = client.read();
            assertThat(event).startsWith("451-[\"from\",").endsWith(",{\"_placeholder\":true,\"num\":0}]");
            String[] numbers = event.split(",");
            int thread = Integer.parseInt(numbers[1]);
            int n = Integer.parseInt(numbers[2]);
            assertThat(n).isEqualTo(next[thread]++);
            assertThat(client.readBinary()).containsExactly(thread, n);
        }
        join(senders.toArray(new Future<?>[0]));
    }

    @Test
    @Row("C3")
    void aBroadcastReachesEachSteadyMemberOnceWhileOthersComeAndGo() throws Exception {
        SocketIoServer io = start();
        Client steady = siege.client();
        socketOf(steady).join("room");
        AtomicBoolean over = new AtomicBoolean();
        Future<?> churn = threads.submit(() -> {
            while (!over.get()) {
                try (Client coming = Client.open(siege.port()).join()) {
                    Socket socket = socketOf(coming);
                    socket.join("room");
                    socket.leave("room");
                    socket.join("room");
                }
            }
        });
        int events = Rounds.of(400);
        for (int n = 0; n < events; n++) {
            io.to("room").emit("n", n);
            if (n % 50 == 49) {
                for (int i = n - 49; i <= n; i++) {
                    assertThat(steady.read()).isEqualTo("42[\"n\"," + i + "]");
                }
            }
        }
        over.set(true);
        join(churn);
        steady.echo("nothing more");
    }

    @Test
    @Row("C4")
    void aPollThatParksWhileSomethingIsSentGetsItOnce() throws Exception {
        start();
        Poller poller = siege.poller();
        Socket socket = socketOf(poller.id());
        int rounds = Rounds.of(200);
        Future<?> sender = threads.submit(() -> {
            for (int n = 0; n < rounds; n++) {
                socket.emit("n", n);
                if (n % 7 == 0) {
                    Thread.onSpinWait();
                }
            }
        });
        int next = 0;
        while (next < rounds) {
            for (String packet : poller.poll().split(Poller.SEPARATOR)) {
                assertThat(packet).isEqualTo("42[\"n\"," + next++ + "]");
            }
        }
        join(sender);
    }

    @Test
    @Row("C5")
    void anAnswerThatMeetsItsTimeoutEndsTheRequestOnce() {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        Queue<Throwable> others = new ConcurrentLinkedQueue<>();
        start();
        Client client = siege.client();
        Socket socket = socketOf(client);
        int rounds = Rounds.of(300);
        for (int i = 0; i < rounds; i++) {
            socket.timeout(Duration.ofMillis(i % 4)).request("q", Integer.class).whenComplete((answer, failure) -> {
                if (failure == null) {
                    answered.incrementAndGet();
                } else if (failure instanceof AckTimeoutException) {
                    late.incrementAndGet();
                } else {
                    others.add(failure);
                }
            });
            String question = client.read();
            client.send("43" + question.substring(2, question.indexOf('[')) + "[1]");
        }
        client.echo("all answered");
        await().until(() -> answered.get() + late.get() + others.size() >= rounds);
        assertThat(answered.get() + late.get()).isEqualTo(rounds);
        assertThat(others).isEmpty();
    }

    @Test
    @Row("C6")
    void whatIsSentToASocketThatHasEndedIsDropped() {
        start();
        siege.onConnection(socket -> {
            socket.onDisconnecting(reason -> {
                throw new IllegalStateException("thrown by the row");
            });
            socket.onDisconnect(reason -> socket.emit("too late"));
        });
        Client client = siege.client();
        Socket socket = socketOf(client);
        client.ws().reset();
        siege.assertClosed(client.sid(), client.id(), "transport close");
        socket.emit("too late");
        socket.join("too late");
        socket.disconnect(true);
        assertThat(socket.request("too late", String.class))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(SocketDisconnectedException.class);
        assertThat(siege.errors).hasSize(1).allMatch(line -> line.contains("thrown by the row"));
        siege.errors.clear();
        for (int i = 0; i < Rounds.of(40); i++) {
            RawHttp http = siege.http();
            http.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders());
            http.reset();
        }
    }

    @Test
    @Row("C8")
    void aServerEndsWhateverGoesOn() throws Exception {
        for (int round = 0; round < Math.min(Rounds.of(5), 100); round++) {
            // A port that no connection of anybody else gets once the server is closed.
            SocketIoServer io = SocketIoServer.builder()
                    .host("127.0.0.1")
                    .port(FreePort.any())
                    .build()
                    .start();
            io.onConnection(socket -> socket.on("echo", args -> socket.emit("echo", args)));
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> storm = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int kind = i;
                storm.add(threads.submit(() -> {
                    while (!over.get()) {
                        visit(io.port(), kind);
                    }
                }));
            }
            await().until(() -> io.sessionCount() > 2);
            assertThat(io.closeAsync(Duration.ofSeconds(5))).succeedsWithin(Duration.ofSeconds(30));
            over.set(true);
            join(storm.toArray(new Future<?>[0]));
            assertThat(io.sessionCount()).isZero();
            assertThat(OpenChannels.held(io.port())).isEmpty();
        }
    }

    /** One visit of a client; what fails because the server has gone is no concern of the row. */
    private static void visit(int port, int kind) {
        try {
            if (kind % 2 == 0) {
                try (Client client = Client.open(port).join()) {
                    client.send("42[\"echo\"]");
                    client.read();
                }
            } else {
                try (Poller poller = Poller.open(port).join()) {
                    poller.post("42[\"echo\"]");
                    poller.poll();
                }
            }
        } catch (UncheckedIOException | AssertionError e) {
            // Thousands a second would knock at the closed port, and one of them in vain meet himself.
            LockSupport.parkNanos(1_000_000);
        }
    }

    private SocketIoServer start() {
        siege.onConnection(socket -> sockets.put(socket.id(), socket));
        // However many rounds are asked for: what is emitted at once may wait.
        siege.start(options -> options.limits(EngineLimits.builder()
                .queuePackets(EngineLimits.UNLIMITED)
                .queueBytes(EngineLimits.UNLIMITED)
                .build()));
        return siege.io();
    }

    private Socket socketOf(Client client) {
        return socketOf(client.id());
    }

    private Socket socketOf(String id) {
        await().pollDelay(Duration.ZERO).until(() -> sockets.containsKey(id));
        return Objects.requireNonNull(sockets.get(id));
    }

    private Future<?> at(CyclicBarrier start, Runnable action) {
        return threads.submit(() -> {
            start.await();
            action.run();
            return null;
        });
    }

    private static void join(Future<?>... all) throws Exception {
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UncheckedIOException)) {
                    throw e;
                }
            }
        }
    }
}
