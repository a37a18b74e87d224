package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.AllowRequest.Verdict;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.interop.Way;
import dev.socketwire.socketio.SocketIoServer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a stock client is told that is not let in. */
class RefusalsStockTest {
    private static final AllowRequest SESAME = request -> CompletableFuture.completedFuture(
            request.header("x-token").filter("sesame"::equals).isPresent()
                    ? Verdict.allowed()
                    : Verdict.refused("no token"));

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void whomTheProgramRefusesIsToldWhy(Way way) {
        try (SocketIoServer io = StockScene.server(options -> options.allowRequest(SESAME)
                .onConnectionError(error -> told.add(error.code() + " " + error.message())))) {
            JsonNode seen = StockScene.play(
                    "opening.arrivals",
                    way,
                    io,
                    Map.of("extraHeaders", Map.of("x-token", "open")),
                    Map.of("extraHeaders", Map.of("x-token", "sesame")));
            JsonNode refused = seen.get(0).get("refused");
            assertThat(refused.get("status").asInt()).isEqualTo(403);
            if (way != Way.WEBSOCKET) {
                assertThat(refused.get("text").asString()).isEqualTo("{\"code\":4,\"message\":\"no token\"}");
            }
            assertThat(seen.get(1).get("echo").asString()).isEqualTo("here");
            assertThat(told).containsExactly("4 Forbidden");
        }
    }

    @Test
    void everyRefusalIsToldWithItsCode() {
        try (SocketIoServer io = StockScene.server(options -> options.allowUpgrades(false)
                .onConnectionError(
                        error -> told.add(error.code() + " " + error.context().getOrDefault("name", "-"))))) {
            StockScene.play("opening.upgradesUninvited", Way.POLLING, io);
            assertThat(told).containsExactly("3 TRANSPORT_MISMATCH");
            told.clear();
            JsonNode stranger = StockScene.play("opening.ofAnotherServer", Way.POLLING, io);
            assertThat(stranger.get("status").asInt()).isEqualTo(400);
            assertThat(stranger.get("text").asString()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
            assertThat(told).isNotEmpty().containsOnly("1 -");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoComesFromAnotherOriginIsRefused(Way way) {
        CorsOptions cors = CorsOptions.builder()
                .origins("https://page.example")
                .originMatching(origin -> origin.endsWith(".friends.example"))
                .build();
        try (SocketIoServer io = StockScene.server(options -> options.cors(cors))) {
            JsonNode seen = StockScene.play(
                    "opening.arrivals",
                    way,
                    io,
                    from("https://evil.example"),
                    from("https://page.example"),
                    from("https://a.friends.example"),
                    Map.of());
            assertThat(seen.get(0).get("refused").get("status").asInt()).isEqualTo(403);
            assertThat(seen.get(1).get("echo").asString()).isEqualTo("here");
            assertThat(seen.get(2).get("echo").asString()).isEqualTo("here");
            assertThat(seen.get(3).get("echo").asString()).isEqualTo("here");
        }
    }

    @Test
    void namespacesAreMadeForThoseWhomTheRuleLikes() {
        try (SocketIoServer io = StockScene.server(options -> options.cleanupEmptyChildNamespaces(true))) {
            io.onNewNamespace(namespace -> told.add(namespace.name()));
            io.of(request -> request.namespace().startsWith("/tenant-")
                            && request.auth(Described.Login.class).token().equals(request.namespace()))
                    .onConnection(socket ->
                            socket.onRequest("echo", args -> socket.namespace().name()));
            JsonNode seen = StockScene.play(
                    "opening.arrivals",
                    Way.UPGRADE,
                    io,
                    entering("/tenant-1", "/tenant-1"),
                    entering("/tenant-2", "/tenant-1"),
                    entering("/nowhere", "/nowhere"));
            assertThat(seen.get(0).get("echo").asString()).isEqualTo("/tenant-1");
            assertThat(seen.get(1).get("refused").get("message").asString()).isEqualTo("Invalid namespace");
            assertThat(seen.get(2).get("refused").get("message").asString()).isEqualTo("Invalid namespace");
            assertThat(told).containsExactly("/tenant-1");
        }
    }

    private static Map<String, ?> from(String origin) {
        return Map.of("extraHeaders", Map.of("origin", origin));
    }

    private static Map<String, ?> entering(String namespace, String token) {
        return Map.of("namespace", namespace, "auth", Map.of("token", token));
    }
}
