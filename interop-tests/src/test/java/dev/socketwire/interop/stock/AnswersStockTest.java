package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.Way;
import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.RequestRefused;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stock client is answered, by whatever a listener returns or throws, and what it answers itself. */
class AnswersStockTest {
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void everyAnswerArrivesAsWhatItIs(Way way) {
        try (SocketIoServer io = StockScene.server(
                options -> options.onError((id, event, error) -> errors.add(event + ": " + error.getMessage())))) {
            io.onConnection(AnswersStockTest::answer);
            assertThat(StockScene.text(StockScene.play("traffic.answers", way, io)))
                    .isEqualTo("{'now':['done'],'later':[[1,2]],'nothing':[null],'several':[1,'two'],"
                            + "'refused':[{'error':'sold out','data':{'left':0}}],"
                            + "'refused later':[{'error':'not today'}],"
                            + "'failed':[{'error':'internal error'}],"
                            + "'asked':['how? well 2 3']}");
            assertThat(errors).containsExactly("failed: a secret");
        }
    }

    private static void answer(Socket socket) {
        socket.onRequest("now", args -> "done");
        socket.onRequest(
                "later",
                args -> CompletableFuture.supplyAsync(
                        () -> new int[] {1, 2}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)));
        socket.onRequest("nothing", args -> CompletableFuture.completedFuture(null));
        socket.onRequest("several", args -> Answer.of(1, "two"));
        socket.onRequest("refused", args -> {
            throw new RequestRefused("sold out", Map.of("left", 0));
        });
        socket.onRequest("refused later", args -> CompletableFuture.failedFuture(new RequestRefused("not today")));
        socket.onRequest("failed", args -> {
            throw new IllegalStateException("a secret");
        });
        socket.onRequest(
                "asked",
                args -> socket.timeout(Duration.ofSeconds(10))
                        .request("question", Arguments.class, "how?")
                        .thenApply(answers -> answers.get(0, String.class)
                                + " "
                                + answers.get(1, Integer.class)
                                + " "
                                + answers.get(2, byte[].class)[0]));
    }
}
