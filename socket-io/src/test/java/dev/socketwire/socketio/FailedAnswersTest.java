package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients are answered where listeners fail, on lanes and on the event loop. */
@ParameterizedClass
@MethodSource("handlers")
class FailedAnswersTest {
    private final RunningServer server;

    /** Nothing that a mapper can write. */
    public static final class Unwritable {
        public int getValue() {
            throw new IllegalStateException("not for writing");
        }
    }

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    FailedAnswersTest(Handlers handlers) {
        server = RunningServer.flushing(handlers);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoThrowsAnswersThatThereIsNoResult() {
        server.io.onConnection(socket -> {
            socket.onRequest("now", arguments -> {
                throw new IllegalStateException("no");
            });
            socket.onRequest("later", arguments -> CompletableFuture.failedFuture(new IllegalStateException("never")));
            socket.onRequest("misfit", int[].class, numbers -> numbers.length);
            socket.onRequest("unwritable", arguments -> new Unwritable());
            socket.onRequest("error", arguments -> {
                throw new StackOverflowError();
            });
        });
        try (RawClient client = server.client()) {
            client.send("21[\"now\"]");
            assertThat(client.read()).isEqualTo("31[{\"error\":\"internal error\"}]");
            client.send("22[\"later\"]");
            assertThat(client.read()).isEqualTo("32[{\"error\":\"internal error\"}]");
            client.send("23[\"misfit\",\"text\"]");
            assertThat(client.read()).isEqualTo("33[{\"error\":\"bad arguments\"}]");
            client.send("24[\"unwritable\"]");
            assertThat(client.read()).isEqualTo("34[{\"error\":\"internal error\"}]");
            client.send("25[\"error\"]");
            assertThat(client.read()).isEqualTo("35[{\"error\":\"internal error\"}]");
            client.send("2[\"now\"]");
            client.send("2[\"later\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.errors).hasSize(7);
        assertThat(server.errors.remove()).isEqualTo("now: IllegalStateException: no");
        assertThat(server.errors.remove()).isEqualTo("later: IllegalStateException: never");
        assertThat(server.errors.remove()).startsWith("misfit: IllegalArgumentException: argument 0 does not fit");
        assertThat(server.errors.remove()).startsWith("unwritable: ");
        assertThat(server.errors.remove()).startsWith("error: StackOverflowError");
        assertThat(server.errors)
                .containsExactly("now: IllegalStateException: no", "later: IllegalStateException: never");
    }

    @Test
    void aRefusalIsForTheClientAlone() {
        server.io.onConnection(socket -> {
            socket.onRequest("buy", String.class, what -> {
                throw new RequestRefused("sold out", Map.of("left", 0));
            });
            socket.onRequest("later", arguments -> CompletableFuture.supplyAsync(() -> refuse("not today")));
            socket.onRequest("unwritable", arguments -> {
                throw new RequestRefused("no", new Unwritable());
            });
        });
        try (RawClient client = server.client()) {
            client.send("21[\"buy\",\"tea\"]");
            assertThat(client.read()).isEqualTo("31[{\"error\":\"sold out\",\"data\":{\"left\":0}}]");
            client.send("22[\"later\"]");
            assertThat(client.read()).isEqualTo("32[{\"error\":\"not today\"}]");
            assertThat(server.errors).isEmpty();
            client.send("23[\"unwritable\"]");
            assertThat(client.read()).isEqualTo("33[{\"error\":\"internal error\"}]");
            assertThat(server.errors).hasSize(1);
        }
    }

    @Test
    void theFirstAnswerIsTheOneThatCounts() {
        server.io.onConnection(socket -> {
            socket.onRequest("q", arguments -> {
                throw new RequestRefused("first");
            });
            socket.onRequest("q", arguments -> "second");
        });
        try (RawClient client = server.client()) {
            client.send("21[\"q\"]");
            assertThat(client.read()).isEqualTo("31[{\"error\":\"first\"}]");
            client.assertNothingMore("flush");
        }
    }

    private static String refuse(String message) {
        throw new RequestRefused(message);
    }
}
