package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Way;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A server that stops while stock clients are there: some wait for answers, one comes back, one comes new. */
class StoppingStockTest {
    private final CompletableFuture<String> slow = new CompletableFuture<>();
    private final CompletableFuture<CompletableFuture<Void>> closing = new CompletableFuture<>();
    private final CompletableFuture<Socket> patient = new CompletableFuture<>();
    private final AtomicBoolean thanked = new AtomicBoolean();
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void whoAskedIsAnsweredAndNobodyComesIn(Way way) {
        try (SocketIoServer io = StockScene.server(options -> options)) {
            io.onConnection(socket -> {
                socket.onRequest("slow", args -> slow);
                socket.onRequest("slower", args -> CompletableFuture.supplyAsync(this::thankedAndPolled));
                socket.onRequest("stop", args -> {
                    patient.complete(socket);
                    socket.onDisconnect(reason -> ends.add(reason.toString()));
                    return closing.complete(io.closeAsync(Duration.ofSeconds(30)));
                });
                socket.on("go on", args -> slow.complete("done"));
                socket.on("thanks", args -> thanked.set(true));
            });
            JsonNode seen = StockScene.play("crowd.atTheEnd", way, io);
            assertThat(seen.get("answer")).hasToString("[\"done\"]");
            assertThat(seen.get("last")).hasToString("[\"at last\"]");
            assertThat(seen.get("refused").get("status").asInt()).isEqualTo(503);
            assertThat(seen.get("again").get("status").asInt()).isEqualTo(503);
            if (way != Way.WEBSOCKET) {
                assertThat(seen.get("refused").get("retryAfter").asString()).isEqualTo("5");
                assertThat(seen.get("again").get("retryAfter").asString()).isEqualTo("5");
            }
            assertThat(seen.get("reason").asString()).isEqualTo("transport close");
            assertThat(closing.join()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(ends).containsExactly("server shutting down");
        }
    }

    /** Answers when a client has its answer and can be told of the end: where it polls, it does so again. */
    private String thankedAndPolled() {
        await().until(() -> thanked.get() && patient.join().isWritable());
        return "at last";
    }
}
