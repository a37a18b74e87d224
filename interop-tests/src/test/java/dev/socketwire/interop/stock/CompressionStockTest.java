package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.interop.Way;
import dev.socketwire.socketio.Emitter;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** What is compressed for a stock client: 50,000 letters, 100, and 50,000 that are not to be; then the long ones by a room. */
class CompressionStockTest {
    @Test
    void answersToPollsAreCompressedFromAKilobyteOn() {
        assertThat(polled(options -> options))
                .isEqualTo("['50000 gzip','100 as it is','50000 as it is','50000 gzip','50000 as it is']");
    }

    @Test
    void answersToPollsAreCompressedFromTheThresholdOn() {
        assertThat(polled(options -> options.httpCompression(90)))
                .isEqualTo("['50000 gzip','100 gzip','50000 as it is','50000 gzip','50000 as it is']");
    }

    @Test
    void answersToPollsAreNotCompressedWhereTheProgramSaysSo() {
        assertThat(polled(SocketIoServerBuilder::noHttpCompression))
                .isEqualTo("['50000 as it is','100 as it is','50000 as it is','50000 as it is','50000 as it is']");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "POLLING")
    void messagesOfAWebSocketAreCompressedAsAgreed(Way way) {
        try (SocketIoServer io = server(options -> options.perMessageDeflate(DeflateOptions.defaults()))) {
            JsonNode seen = StockScene.play("traffic.textsByWebSocket", way, io, Map.of());
            assertThat(seen.get("extensions").asString()).isEqualTo("permessage-deflate");
            assertThat(seen.get("agreed").asString()).isEqualTo("permessage-deflate");
            assertThat(bytesOf(seen, 0)).isLessThan(500);
            assertThat(bytesOf(seen, 1)).isBetween(100, 150);
            assertThat(bytesOf(seen, 2)).isGreaterThan(50_000);
            assertThat(bytesOf(seen, 3)).isLessThan(500);
            assertThat(bytesOf(seen, 4)).isGreaterThan(50_000);
            assertThat(seen.get("said").get("length").asInt()).isEqualTo(50_000);
            assertThat(seen.get("said").get("bytes").asInt()).isLessThan(500);
        }
    }

    @Test
    void whatTheOptionsAskForIsAgreedTo() {
        DeflateOptions small = new DeflateOptions(90, 9, true, true, 10);
        try (SocketIoServer io = server(options -> options.perMessageDeflate(small))) {
            JsonNode seen = StockScene.play("traffic.textsByWebSocket", Way.WEBSOCKET, io, Map.of());
            assertThat(seen.get("agreed").asString().split("; "))
                    .containsExactlyInAnyOrder(
                            "permessage-deflate",
                            "server_no_context_takeover",
                            "client_no_context_takeover",
                            "server_max_window_bits=10");
            assertThat(bytesOf(seen, 0)).isLessThan(1_000);
            assertThat(bytesOf(seen, 1)).isLessThan(50);
            assertThat(seen.get("said").get("length").asInt()).isEqualTo(50_000);
        }
    }

    @Test
    void nothingIsAgreedToWhereTheClientOrTheServerDoesNotWantIt() {
        try (SocketIoServer with = server(options -> options.perMessageDeflate(DeflateOptions.defaults()));
                SocketIoServer without = server(options -> options)) {
            JsonNode notOffered = StockScene.play(
                    "traffic.textsByWebSocket", Way.WEBSOCKET, with, Map.of("perMessageDeflate", false));
            JsonNode notAgreed = StockScene.play("traffic.textsByWebSocket", Way.WEBSOCKET, without, Map.of());
            for (JsonNode seen : new JsonNode[] {notOffered, notAgreed}) {
                assertThat(seen.get("extensions").asString()).isEmpty();
                assertThat(seen.has("agreed")).isFalse();
                assertThat(bytesOf(seen, 0)).isGreaterThan(50_000);
                assertThat(seen.get("said").get("bytes").asInt()).isGreaterThan(50_000);
            }
        }
    }

    private static String polled(UnaryOperator<SocketIoServerBuilder> options) {
        try (SocketIoServer io = server(options)) {
            return StockScene.text(StockScene.play("traffic.textsByPolling", Way.POLLING, io));
        }
    }

    private static SocketIoServer server(UnaryOperator<SocketIoServerBuilder> options) {
        SocketIoServer io = StockScene.server(options);
        io.onConnection(socket -> {
            Emitter asItIs = socket.compress(false);
            socket.on("tell me", Integer.class, Boolean.class, Boolean.class, (length, compress, byRoom) -> {
                String text = "x".repeat(length);
                if (byRoom) {
                    io.to(socket.id()).compress(compress).emit("text", text);
                } else {
                    (compress ? socket : asItIs).emit("text", text);
                }
            });
            socket.onRequest("length", String.class, String::length);
        });
        return io;
    }

    private static int bytesOf(JsonNode seen, int text) {
        return seen.get("texts").get(text).get("bytes").asInt();
    }
}
