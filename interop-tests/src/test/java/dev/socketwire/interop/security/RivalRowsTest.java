package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows about several who want the same session at the same moment: WebSockets that probe it, and those who end it. */
class RivalRowsTest {
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** In ms. */
    private static final int JITTER = 15;

    /** However many rounds are asked for: those who end are there at once. */
    private static final int MOST = 2_000;

    private static final int EVENTS = 20;

    @RegisterExtension
    final Siege siege = new Siege();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    @Row("E13")
    void ofManyProbesAtOnceOneWins() throws Exception {
        int rivals = 4;
        siege.onConnection(socket -> sockets.put(socket.id(), socket));
        for (int round = 0; round < Rounds.of(40); round++) {
            try (Poller session = Poller.open(siege.port()).join()) {
                Socket socket = socketOf(session.id());
                CyclicBarrier start = new CyclicBarrier(rivals + 1);
                List<Future<List<String>>> all = IntStream.range(0, rivals)
                        .mapToObj(i -> threads.submit(() -> probe(session, start)))
                        .toList();
                start.await();
                IntStream.range(0, EVENTS).forEach(n -> socket.emit("n", n));
                List<List<String>> winners = new ArrayList<>();
                for (Future<List<String>> one : all) {
                    List<String> received = one.get();
                    if (!received.isEmpty()) {
                        winners.add(received);
                    }
                }
                assertThat(winners).as("winners of round " + round).hasSize(1);
                assertThat(winners.get(0))
                        .isEqualTo(IntStream.range(0, EVENTS)
                                .mapToObj(n -> "42[\"n\"," + n + "]")
                                .toList());
                siege.assertClosed(session.sid(), session.id(), "transport close");
            }
        }
    }

    /** What a WebSocket receives that takes over; nothing where it was refused or closed. */
    private List<String> probe(Poller session, CyclicBarrier start) throws Exception {
        try (RawHttp http = RawHttp.connect(siege.port())) {
            start.await();
            RawHttp.Response answer = RawWebSocket.handshake(http, session.upgradeTarget());
            if (answer.status() != 101) {
                assertThat(answer.status()).isEqualTo(400);
                return List.of();
            }
            RawWebSocket ws = RawWebSocket.on(http);
            ws.sendText("2probe");
            RawWebSocket.Frame first = ws.read();
            if (first.opcode() == RawWebSocket.CLOSE) {
                return List.of();
            }
            ws.sendText("5");
            return Stream.generate(ws::readText).limit(EVENTS).toList();
        }
    }

    @Test
    @Row("E6")
    void aSecondPostIsAnsweredThoughTheSessionChangesItsTransport() throws Exception {
        for (int round = 0; round < Rounds.of(60); round++) {
            try (Poller session = Poller.open(siege.port()).join();
                    RawWebSocket ws = session.probe();
                    RawHttp first = RawHttp.connect(siege.port());
                    RawHttp second = RawHttp.connect(siege.port())) {
                first.send("POST " + session.target() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n42[");
                siege.awaitRead();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Integer> answer = threads.submit(() -> {
                    start.await();
                    // Shorter than the time that a body may take.
                    return second.timeout(Duration.ofSeconds(10))
                            .post(session.target(), "42[\"echo\"]")
                            .status();
                });
                start.await();
                ws.sendText("5");
                assertThat(answer.get()).as("round " + round).isEqualTo(400);
            }
        }
        assertThat(siege.heard).doesNotContain("echo");
    }

    @Test
    @Row("C1")
    void anEndThatMeetsTheTimeoutOfTheHeartbeatIsOne() {
        siege.onConnection(socket -> sockets.put(socket.id(), socket));
        SocketIoServer io = siege.start(options -> options.pingInterval(BEAT).pingTimeout(BEAT));
        int size = Math.min(MOST, Rounds.of(80));
        List<Client> silent = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            silent.add(siege.client());
        }
        for (int i = 0; i < size; i++) {
            Client client = silent.get(i);
            Socket socket = socketOf(client.id());
            long due = socket.handshake().issued() + 2 * BEAT.toMillis();
            // Some before, some behind it, most at that moment.
            LockSupport.parkUntil(due + ThreadLocalRandom.current().nextInt(-JITTER, JITTER));
            try {
                switch (i % 4) {
                    case 0 -> socket.disconnect(true);
                    case 1 -> io.in(client.id()).disconnectSockets(false);
                    case 2 -> client.send("41");
                    default -> client.ws().reset();
                }
            } catch (UncheckedIOException e) {
                // The heartbeat was quicker.
            }
        }
        silent.forEach(client -> siege.assertUnknown(client.sid()));
        await().untilAsserted(() -> assertThat(silent)
                .allSatisfy(client -> assertThat(siege.ends(client.id())).isNotEmpty()));
        assertThat(silent)
                .allSatisfy(client -> assertThat(siege.ends(client.id())).hasSize(1));
    }

    private Socket socketOf(String id) {
        await().pollDelay(Duration.ZERO).until(() -> sockets.containsKey(id));
        return Objects.requireNonNull(sockets.get(id));
    }
}
