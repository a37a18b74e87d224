package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows about what goes to many who take nothing, or who do not answer. */
class BroadcastRowsTest {
    private static final String PART_OF_A_REQUEST = "dev.socketwire.socketio.namespace.LocalAsk$One";

    /** A handshake and, right behind it, the frame of a CONNECT. */
    static final byte[] UPGRADE_AND_JOIN = (("GET " + Client.TARGET + " HTTP/1.1\r\nHost: a\r\n"
                            + String.join("\r\n", RawWebSocket.upgradeHeaders()) + "\r\n\r\n")
                    + "\u0081\u0082\0\0\0\0" + "40")
            .getBytes(StandardCharsets.ISO_8859_1);

    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    @Row("M10")
    void aBroadcastIsThereOnceForHoweverMany() {
        SocketIoServer io = siege.io();
        try (SmallBuffers small = new SmallBuffers(io)) {
            toManyWhoTakeNothing(io, small.port());
            await().atMost(Duration.ofSeconds(30)).until(() -> OpenChannels.of(small.port()) == 0);
        }
    }

    private void toManyWhoTakeNothing(SocketIoServer io, int port) {
        int size = Crowd.size(1_000);
        int pages = 3;
        try (Crowd silent = Crowd.connect(port, size)) {
            silent.send(UPGRADE_AND_JOIN);
            await().atMost(Duration.ofSeconds(60)).until(() -> io.of("/").socketCount() == size + 1);
            Client reader = siege.client();
            String page = "x".repeat(1_000_000);
            long heap = Heap.used();
            long direct = Heap.direct();
            for (int i = 0; i < pages; i++) {
                io.emit("page", page);
            }
            for (int i = 0; i < pages; i++) {
                assertThat(reader.read()).hasSize(page.length() + 13);
            }
            // The well-behaved client has put them aside, and forgets them with this.
            siege.assertOthersAreServed("behind the pages");
            // The first page is under way to each of them, the others wait.
            await().until(() -> io.stats().engine().queuedBytes() >= (pages - 1L) * size * page.length());
            // They are pages * size MB. What the allocator holds for the next time is some of it.
            assertThat(Heap.used() - heap).as("heap").isLessThan(50_000_000);
            assertThat(Heap.direct() - direct).as("beside the heap").isLessThan(300_000_000);
        }
    }

    @Test
    @Row("M3")
    void whoTakesNothingHasSoManyPacketsWaiting() {
        int most = 10_000;
        SocketIoServer io = siege.io();
        Poller greedy = siege.poller();
        for (int i = 0; i < most; i++) {
            io.to(greedy.id()).emit("n");
        }
        await().until(() -> io.stats().engine().queuedPackets() == most);
        assertThat(siege.ends(greedy.id())).isEmpty();
        io.to(greedy.id()).emit("one too many");
        siege.assertClosed(greedy.sid(), greedy.id(), "transport error");
        assertThat(io.stats().refused(EngineRefusal.QUEUE_PACKETS)).isOne();
        assertThat(io.stats().engine().queuedPackets()).isZero();
    }

    @Test
    @Row("M6")
    void aBroadcastThatManyDoNotAnswerEndsOnce() {
        SocketIoServer io = siege.io();
        int size = Crowd.size(300);
        int answering = 3;
        List<Client> clients = Stream.generate(siege::client).limit(answering).toList();
        try (Crowd silent = Crowd.connect(io.port(), size)) {
            silent.send(UPGRADE_AND_JOIN);
            await().atMost(Duration.ofSeconds(60)).until(() -> io.of("/").socketCount() == size + answering + 1);
            long before = LiveObjects.of(PART_OF_A_REQUEST);
            AtomicInteger ends = new AtomicInteger();
            CompletableFuture<AckReport<Integer>> report =
                    io.timeout(Duration.ofSeconds(3)).request("question", Integer.class);
            report.whenComplete((answers, failure) -> ends.incrementAndGet());
            for (Client client : clients) {
                String question = client.read();
                assertThat(question).startsWith("42").endsWith("[\"question\"]");
                String id = question.substring(2, question.indexOf('['));
                client.send("43" + id + "[7]");
                client.send("43" + id + "[8]");
            }
            assertThat(report).succeedsWithin(Duration.ofSeconds(20)).satisfies(answers -> {
                assertThat(answers.answers()).containsOnly(7).hasSize(answering);
                assertThat(answers.asked()).isEqualTo(size + answering + 1);
                assertThat(answers.silent()).hasSize(size + 1);
            });
            // Those that are late are no answers any more, and nothing is kept for them.
            await().untilAsserted(
                            () -> assertThat(LiveObjects.of(PART_OF_A_REQUEST)).isLessThanOrEqualTo(before));
            assertThat(ends).hasValue(1);
        }
        clients.forEach(client -> client.echo("still here"));
    }
}
