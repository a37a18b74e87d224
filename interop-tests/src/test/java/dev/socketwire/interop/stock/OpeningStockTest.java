package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.InitialPacket;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.interop.Way;
import dev.socketwire.socketio.SocketIoServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Options that decide how a stock client comes in. */
class OpeningStockTest {
    private static final Map<String, ?> DEFAULTS = Map.of();
    private static final Map<String, ?> POLLING = Map.of("transports", List.of("polling"));
    private static final Map<String, ?> WEBSOCKET = Map.of("transports", List.of("websocket"));

    @Test
    void aServerIsFoundOnItsPathAlone() {
        try (SocketIoServer io = StockScene.server(options -> options.path("/live/chat"))) {
            JsonNode seen = StockScene.play(
                    "opening.arrivals",
                    Way.UPGRADE,
                    io,
                    Map.of("path", "/live/chat"),
                    Map.of("path", "/live/chat", "addTrailingSlash", false),
                    Map.of("path", "/live"),
                    DEFAULTS);
            assertThat(seen.get(0).get("echo").asString()).isEqualTo("here");
            assertThat(seen.get(1).get("transport").asString()).isEqualTo("websocket");
            assertThat(seen.get(2).get("refused").get("status").asInt()).isEqualTo(404);
            assertThat(seen.get(3).get("refused").get("status").asInt()).isEqualTo(404);
        }
    }

    @Test
    void whereThereIsOnlyPollingNobodyUpgrades() {
        try (SocketIoServer io = StockScene.server(options -> options.transports(TransportName.POLLING))) {
            JsonNode seen = StockScene.play("opening.arrivals", Way.UPGRADE, io, DEFAULTS, WEBSOCKET);
            assertThat(StockScene.text(seen.get(0))).startsWith("{'transport':'polling','upgrades':[],");
            assertThat(seen.get(1).get("refused").get("status").asInt()).isEqualTo(400);
        }
    }

    @Test
    void whereThereIsOnlyWebSocketNobodyPolls() {
        try (SocketIoServer io = StockScene.server(options -> options.transports(TransportName.WEBSOCKET))) {
            JsonNode seen = StockScene.play("opening.arrivals", Way.UPGRADE, io, POLLING, WEBSOCKET);
            assertThat(seen.get(0).get("refused").get("status").asInt()).isEqualTo(400);
            assertThat(seen.get(0).get("refused").get("text").asString())
                    .isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
            assertThat(seen.get(1).get("echo").asString()).isEqualTo("here");
        }
    }

    @Test
    void whereUpgradesAreNotAllowedNoneIsOfferedAndNoneMade() {
        try (SocketIoServer io = StockScene.server(options -> options.allowUpgrades(false))) {
            JsonNode seen = StockScene.play("opening.arrivals", Way.UPGRADE, io, DEFAULTS, WEBSOCKET);
            assertThat(StockScene.text(seen.get(0))).startsWith("{'transport':'polling','upgrades':[],");
            assertThat(StockScene.text(seen.get(1))).startsWith("{'transport':'websocket','upgrades':[],");
            assertThat(StockScene.text(StockScene.play("opening.upgradesUninvited", Way.POLLING, io)))
                    .isEqualTo("{'error':'probe error: Error: websocket error','transport':'polling',"
                            + "'echo':'still here'}");
        }
    }

    @Test
    void anUpgradeThatTakesTooLongIsGivenUpAndTheClientPollsOn() {
        try (SocketIoServer io = StockScene.server(options -> options.upgradeTimeout(Duration.ofMillis(300)))) {
            JsonNode seen = StockScene.play("opening.upgradesWithoutAWord", Way.UPGRADE, io);
            assertThat(seen.get("error").asString()).isEqualTo("probe error: transport closed");
            assertThat(seen.get("ms").asInt()).isBetween(300, 5_000);
            assertThat(seen.get("transport").asString()).isEqualTo("polling");
            assertThat(seen.get("echo").asString()).isEqualTo("still here");
            assertThat(io.stats().refused(EngineRefusal.UPGRADE_TIMEOUT)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoEntersNoNamespaceInTimeIsPutOut(Way way) {
        try (SocketIoServer io = StockScene.server(options -> options.connectTimeout(Duration.ofMillis(300)))) {
            Queue<String> ends = new ConcurrentLinkedQueue<>();
            io.onEngineConnection(connection -> connection.onClose((reason, details) -> ends.add(reason.toString())));
            JsonNode seen = StockScene.play("opening.entersNothing", way, io);
            assertThat(seen.get("reason").asString()).isEqualTo("transport close");
            assertThat(seen.get("echo").asString()).isEqualTo("still here");
            assertThat(ends).startsWith("forced server close");
        }
    }

    @Test
    void theIdsOfSessionsAreThoseOfTheProgram() {
        AtomicInteger count = new AtomicInteger();
        try (SocketIoServer io = StockScene.server(options ->
                options.generateId(request -> request.query().get("transport") + "-" + count.incrementAndGet()))) {
            JsonNode seen = StockScene.play("opening.arrivals", Way.UPGRADE, io, DEFAULTS, WEBSOCKET);
            assertThat(seen.get(0).get("engine").asString()).isEqualTo("polling-1");
            assertThat(seen.get(1).get("engine").asString()).isEqualTo("websocket-2");
            assertThat(seen.get(0).get("id").asString()).doesNotContain("polling");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theInitialPacketComesRightBehindTheHandshake(Way way) {
        InitialPacket packet = InitialPacket.text("2[\"early\",\"bird\"]");
        try (SocketIoServer io = StockScene.server(options -> options.initialPacket(packet))) {
            String seen = StockScene.text(StockScene.play("opening.theFirstThings", way, io));
            assertThat(seen)
                    .startsWith("{'order':['open','2[\\'early\\',\\'bird\\']',"
                            + (way == Way.WEBSOCKET ? "'0{" : "'answer',"))
                    .endsWith("'early':['bird']}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHandshakeIsWhatTheClientSaid(Way way) {
        Queue<String> life = new ConcurrentLinkedQueue<>();
        try (SocketIoServer io = StockScene.server(options -> options)) {
            io.onConnection(socket -> {
                socket.conn().onUpgrade(transport -> life.add("upgrade to " + transport));
                socket.conn().onClose((reason, details) -> life.add(reason.toString()));
                socket.onRequest("who am i", args -> Described.of(socket));
            });
            JsonNode seen = StockScene.play(
                    "opening.whoItIs",
                    way,
                    io,
                    Map.of(
                            "query", Map.of("room", "a b&c=ü"),
                            "extraHeaders", Map.of("x-name", "Ada", "origin", "https://page.example"),
                            "auth", Map.of("token", "t")));
            Described found = JsonMapper.shared().treeToValue(seen.get("found"), Described.class);
            assertThat(found.url()).startsWith("/socket.io/?").contains("EIO=4", "room=a%20b%26c%3D%C3%BC");
            assertThat(found.room()).isEqualTo("a b&c=ü");
            assertThat(found.transport()).isEqualTo(way == Way.WEBSOCKET ? "websocket" : "polling");
            assertThat(found.name()).isEqualTo("Ada");
            assertThat(found.token()).isEqualTo("t");
            assertThat(found.origins()).containsExactly("https://page.example");
            assertThat(found.xdomain()).isTrue();
            assertThat(found.secure()).isFalse();
            assertThat(found.address()).isEqualTo("127.0.0.1");
            assertThat(found.issued())
                    .isBetween(
                            seen.get("issued").get(0).asLong(),
                            seen.get("issued").get(1).asLong());
            assertThat(found.session()).isEqualTo(seen.get("engine").asString());
            assertThat(found.id()).isEqualTo(seen.get("id").asString());
            await().until(() -> life.contains("transport close"));
            assertThat(life).hasSize(way == Way.UPGRADE ? 2 : 1);
            assertThat(life.contains("upgrade to websocket")).isEqualTo(way == Way.UPGRADE);
        }
    }
}
