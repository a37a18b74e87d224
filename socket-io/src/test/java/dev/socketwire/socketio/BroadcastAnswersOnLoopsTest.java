package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A question to many clients, and the loops that they live on. */
class BroadcastAnswersOnLoopsTest {
    @Test
    void whoseLoopWasBusyForAllTheTimeOwesNothing() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (ServerOnLoops server = new ServerOnLoops(1, builder -> builder)) {
            server.connect(1);
            server.io.onEngineConnection(connection -> {
                busy.countDown();
                awaitQuietly(released);
            });
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> server.connect(1));
            busy.await();
            for (int i = 0; i < 2; i++) {
                assertThat(server.io
                                .timeout(Duration.ofMillis(20L * i))
                                .request("q", String.class)
                                .get(10, TimeUnit.SECONDS)
                                .isComplete())
                        .isFalse();
            }
            released.countDown();
            RawClient client = server.clients.get(0);
            for (int i = 0; i < 2; i++) {
                String question = client.read();
                client.send("3" + question.substring(1, question.indexOf('[')) + "[\"late\"]");
            }
            await().until(() -> server.io.stats().refused(SocketRefusal.UNKNOWN_ANSWER) == 2);
            other.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whereListenersRunOnLoopsReportsAreTakenThereToo() throws Exception {
        try (RunningServer server = RunningServer.start(builder -> builder.handlers(Handlers.inline()));
                RawClient client = server.client()) {
            CompletableFuture<Thread> loop = new CompletableFuture<>();
            server.socket().on("here", arguments -> loop.complete(Thread.currentThread()));
            client.send("2[\"here\"]");
            loop.get(10, TimeUnit.SECONDS);

            assertThat(toldOn(server, Duration.ofMillis(20))).isEqualTo(loop.get());
            client.read();
            CompletableFuture<Thread> answered =
                    CompletableFuture.supplyAsync(() -> toldOn(server, Duration.ofSeconds(30)));
            String question = client.read();
            client.send("3" + question.substring(1, question.indexOf('[')) + "[\"in time\"]");
            assertThat(answered.get(10, TimeUnit.SECONDS)).isEqualTo(loop.get());
            assertThat(server.io
                            .of("/empty")
                            .request("q", String.class)
                            .get(10, TimeUnit.SECONDS)
                            .isComplete())
                    .isTrue();
        }
    }

    private static Thread toldOn(RunningServer server, Duration limit) {
        CompletableFuture<Thread> told = new CompletableFuture<>();
        server.io.timeout(limit).request("q", String.class).thenAccept(report -> told.complete(Thread.currentThread()));
        return told.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
