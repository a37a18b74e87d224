package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that sends faster than its listeners work: how much waits, how many threads wait, and who notices. */
class BackpressureTest {
    private static final int INBOX = 4;
    private static final String FIVE = IntStream.range(0, 5)
            .mapToObj(i -> "{\"_placeholder\":true,\"num\":" + i + "}")
            .collect(Collectors.joining(","));
    private static final Duration A_WHILE = Duration.ofMillis(100);
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final RunningServer server = RunningServer.start(
            builder -> builder.handlers(Handlers.ordered(threads).withInbox(INBOX)));

    /** In no namespace, one on each loop. */
    private final List<RawClient> beside =
            Stream.generate(server::session).limit(LOOPS).toList();

    BackpressureTest() {
        server.io.onConnection(socket -> {
            server.events.add("connection");
            socket.on("flush", arguments -> socket.emit("flush"));
            socket.on("slow", Integer.class, n -> {
                inside.incrementAndGet();
                gate.await();
                server.events.add("slow " + n);
            });
        });
    }

    @AfterEach
    void stop() {
        gate.countDown();
        beside.forEach(RawClient::close);
        server.close();
        threads.shutdown();
    }

    @Test
    void aClientWhoseLaneIsFullIsNotReadUntilThereIsRoom() {
        try (RawClient client = server.client();
                RawClient other = server.client()) {
            for (int i = 0; i <= INBOX; i++) {
                client.send("2[\"slow\"," + i + "]");
            }
            int probes = probeUntilSilent(client);
            other.assertNothingMore("flush");
            assertThat(client.ws().staysSilent(A_WHILE)).isTrue();
            gate.countDown();
            assertAnswered(client, probes);
            client.assertNothingMore("flush");
            assertThat(server.events())
                    .containsExactly("connection", "connection", "slow 0", "slow 1", "slow 2", "slow 3", "slow 4");
        }
    }

    @Test
    void fewEventsFillALaneWhereTheyAreBig() {
        try (RawClient client = server.client();
                RawClient other = server.client()) {
            client.send("2[\"slow\",0]");
            client.send("55-[\"big\"," + FIVE + "]");
            sendFive(client);
            int probes = probeUntilSilent(client);
            other.assertNothingMore("flush");
            assertThat(client.ws().staysSilent(A_WHILE)).isTrue();
            gate.countDown();
            assertAnswered(client, probes);
            client.assertNothingMore("flush");
        }
    }

    @Test
    void answersThatAreNotBoundYetCountToo() throws Exception {
        try (RawClient client = server.client()) {
            CompletableFuture<SlowToBind> answer = server.socket().request("q", SlowToBind.class);
            assertThat(client.read()).isEqualTo("20[\"q\"]");
            client.send("65-0[{}," + FIVE + "]");
            sendFive(client);
            int probes = probeUntilSilent(client);
            SlowToBind.GATE.countDown();
            assertAnswered(client, probes);
            assertThat(answer.get(10, TimeUnit.SECONDS)).isNotNull();
            client.assertNothingMore("flush");
        }
    }

    @Test
    void comingAndGoingGetsNobodyASecondInbox() {
        try (RawClient client = server.session()) {
            int rounds = 50;
            for (int i = 0; i < rounds; i++) {
                client.send("0");
                client.send("2[\"slow\",1]");
                client.send("2[\"slow\",2]");
                client.send("1");
            }
            String id = client.read();
            int connects = 1;
            while (!client.ws().staysSilent(A_WHILE)) {
                assertThat(client.read()).startsWith("0{\"sid\":\"").isNotEqualTo(id);
                connects++;
            }
            assertThat(connects).isLessThan(rounds);
            await().untilAtomic(inside, is(1));
            gate.countDown();
            await().until(() -> inside.get() == 2 * rounds);
            assertThat(Collections.frequency(server.events(), "connection")).isEqualTo(rounds);
        }
    }

    @Test
    void aFullLaneThatWasLeftIsNotForgotten() {
        CountDownLatch fast = new CountDownLatch(1);
        server.io.of("/fast").onConnection(socket -> socket.on("wait", arguments -> fast.await()));
        try (RawClient client = server.client()) {
            client.connectTo("/fast");
            for (int i = 0; i < INBOX; i++) {
                client.send("2[\"slow\"," + i + "]");
            }
            client.send("1");
            for (int i = 0; i <= INBOX; i++) {
                client.send("2/fast,[\"wait\"]");
            }
            int probes = probeUntilSilent(client);
            fast.countDown();
            assertThat(client.ws().staysSilent(A_WHILE)).isTrue();
            gate.countDown();
            assertAnswered(client, probes);
        }
    }

    @Test
    void comingAndGoingWhileAMiddlewareWorksTakesOneThread() {
        server.io.of("/slow").use(connection -> {
            inside.incrementAndGet();
            gate.await();
        });
        try (RawClient client = server.session();
                RawClient other = server.session()) {
            client.send("0/slow,");
            await().until(() -> inside.get() == 1);
            for (int i = 0; i < INBOX; i++) {
                client.send("1/slow,");
                client.send("0/slow,");
            }
            client.send("1/slow,");
            other.connectTo("/");
            other.assertNothingMore("flush");
            gate.countDown();
            client.connectTo("/slow");
            assertThat(inside).as("nobody is asked about those who left").hasValue(2);
        }
    }

    @Test
    void whoAsksAndDoesNotWaitForTheAnswerIsPutOut() throws InterruptedException {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Semaphore asked = new Semaphore(0);
        server.io.of("/").useAsync(connection -> {
            asked.release();
            return answer;
        });
        try (RawClient client = server.session()) {
            for (int i = 0; i < 64; i++) {
                client.send("0");
                assertThat(asked.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                client.send("1");
            }
            client.send("0");
            client.assertClosed();
        }
        answer.complete(null);
        try (RawClient client = server.session()) {
            for (int i = 0; i < 65; i++) {
                client.connectTo("/");
                client.send("1");
            }
            client.connectTo("/");
        }
    }

    @Test
    void whoLeavesBehindTooManyNamespacesThatAreBusyIsPutOut() {
        for (int i = 0; i < 65; i++) {
            server.io.of("/n" + i).onConnection(socket -> hold(gate));
        }
        try (RawClient client = server.client()) {
            for (int i = 0; i < 64; i++) {
                client.connectTo("/n" + i);
                client.send("1/n" + i + ",");
            }
            client.send("0/n64,");
            client.assertClosed();
        }
        gate.countDown();
        try (RawClient client = server.client()) {
            for (int i = 0; i < 65; i++) {
                client.connectTo("/n" + i);
                client.send("1/n" + i + ",");
            }
            client.assertNothingMore("flush");
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A bit more than a lane takes. */
    private static void sendFive(RawClient client) {
        for (int i = 0; i < 5; i++) {
            client.sendBinary(new byte[900_000]);
        }
    }

    /** Asks for what the loop answers at once, until it does not. */
    private int probeUntilSilent(RawClient client) {
        AtomicInteger unanswered = new AtomicInteger();
        await().until(() -> {
            client.send("0/unknown,");
            awaitTurnOfLoops();
            if (client.ws().staysSilent(A_WHILE)) {
                unanswered.incrementAndGet();
                return true;
            }
            assertAnswered(client, 1);
            return false;
        });
        return unanswered.get();
    }

    /** Whatever was sent before has been read then, where it is read at all: however busy the machine is. */
    private void awaitTurnOfLoops() {
        for (RawClient other : beside) {
            other.send("0/unknown,");
            assertAnswered(other, 1);
        }
    }

    private static void assertAnswered(RawClient client, int probes) {
        for (int i = 0; i < probes; i++) {
            assertThat(client.read()).isEqualTo("4/unknown,{\"message\":\"Invalid namespace\"}");
        }
    }

    /** A type that takes its time. */
    static final class SlowToBind {
        static final CountDownLatch GATE = new CountDownLatch(1);

        SlowToBind() throws InterruptedException {
            GATE.await();
        }
    }
}
