package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners that wait for an answer of their own client, on threads of the lanes and on the only one of a program. */
@ParameterizedClass
@MethodSource("handlers")
class WaitingListenersTest {
    private static final ExecutorService ONE_THREAD = Executors.newSingleThreadExecutor();

    private final RunningServer server;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.ordered(ONE_THREAD));
    }

    WaitingListenersTest(Handlers handlers) {
        server = RunningServer.start(builder -> builder.handlers(handlers));
        server.io.onConnection(socket -> {
            socket.on("flush", arguments -> socket.emit("flush"));
            socket.on("wait", Integer.class, millis -> {
                try {
                    server.events.add("answer "
                            + socket.timeout(Duration.ofMillis(millis))
                                    .request("q", String.class)
                                    .join());
                } catch (CompletionException e) {
                    server.events.add(e.getCause().getClass().getSimpleName());
                }
            });
            socket.onDisconnect(reason -> server.events.add("disconnect"));
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void stopThread() {
        ONE_THREAD.shutdown();
    }

    @Test
    void theyGetTheAnswer() {
        try (RawClient client = server.client()) {
            client.send("2[\"wait\",60000]");
            assertThat(client.read()).isEqualTo("20[\"q\"]");
            client.send("30[\"yes\"]");
            client.assertNothingMore("flush");
            assertThat(server.events()).containsExactly("answer yes");
        }
    }

    @Test
    void theyAreLetGoWhenTheTimeIsOver() {
        try (RawClient client = server.client()) {
            client.send("2[\"wait\",50]");
            assertThat(client.read()).isEqualTo("20[\"q\"]");
            client.assertNothingMore("flush");
            assertThat(server.events()).containsExactly("AckTimeoutException");
        }
    }

    @Test
    void theyAreLetGoWhenTheClientHasGone() {
        try (RawClient client = server.client()) {
            client.send("2[\"wait\",60000]");
            assertThat(client.read()).isEqualTo("20[\"q\"]");
        }
        await().until(() -> server.events.size() == 2);
        assertThat(server.events()).containsExactly("SocketDisconnectedException", "disconnect");
    }

    @Test
    void whatWaitsForOneAnswerMayWaitForAnother() {
        server.io.onConnection(socket -> socket.on(
                "twice",
                arguments -> socket.request("first", Integer.class)
                        .thenApply(
                                n -> n + socket.request("second", Integer.class).join())
                        .thenAccept(sum -> socket.emit("sum", sum))));
        try (RawClient client = server.client()) {
            client.send("2[\"twice\"]");
            assertThat(client.read()).isEqualTo("20[\"first\"]");
            client.send("30[1]");
            assertThat(client.read()).isEqualTo("21[\"second\"]");
            client.send("31[2]");
            assertThat(client.read()).isEqualTo("2[\"sum\",3]");
        }
    }
}
