package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Program;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row C8, seen from outside: the process of the server. */
class EndRowsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    @Row("C8")
    void theProcessOfAServerEndsWithIt() throws Exception {
        try (Program server = EndingServer.start()) {
            int port = EndingServer.portOf(server);
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger visits = new AtomicInteger();
            List<Future<?>> storm = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(kind -> threads.submit(() -> {
                        while (!over.get()) {
                            visit(port, kind % 4);
                            visits.incrementAndGet();
                        }
                    }))
                    .toList();
            await().atMost(Duration.ofSeconds(60)).until(() -> visits.get() > 200);
            server.end();
            assertThat(server.exitCode()).succeedsWithin(Duration.ofSeconds(40)).isEqualTo(0);
            over.set(true);
            join(storm);
            List<String> lines = server.readAll();
            assertThat(lines).hasSize(1).allMatch(line -> line.startsWith("closed after "));
            assertThat(Long.parseLong(lines.get(0).substring("closed after ".length())))
                    .as("ms, for draining and for those who do not say farewell")
                    .isLessThan(EndingServer.DRAIN.plusSeconds(6).toMillis());
        }
    }

    /** One visit of a client; what fails because the server has gone is no concern of the row. */
    private static void visit(int port, int kind) {
        try {
            switch (kind) {
                case 0 -> {
                    try (Client client = Client.open(port).join()) {
                        client.echo("hello");
                    }
                }
                case 1 -> {
                    try (Poller poller = Poller.open(port).join()) {
                        poller.post("42[\"echo\"]");
                        poller.poll();
                    }
                }
                case 2 -> {
                    try (Poller poller = Poller.open(port).join();
                            RawWebSocket ws = poller.probe()) {
                        ws.sendText("5");
                        ws.reset();
                    }
                }
                default -> {
                    RawHttp http = RawHttp.connect(port);
                    http.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders());
                    http.reset();
                }
            }
        } catch (UncheckedIOException | AssertionError e) {
            // Thousands a second would knock at the closed port.
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void join(List<Future<?>> all) throws InterruptedException {
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }
}
