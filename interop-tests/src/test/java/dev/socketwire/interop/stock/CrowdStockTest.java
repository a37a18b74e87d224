package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.Way;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.SocketIoServer;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Stock clients that the server looks up, moves, asks and puts out, each in a room of its name. */
class CrowdStockTest {
    private static final DataKey<String> NAME = DataKey.of("name", String.class);

    @ParameterizedTest
    @EnumSource
    void clientsAreFoundMovedAndAsked(Way way) {
        try (SocketIoServer io = server()) {
            io.onConnection(socket -> socket.onRequest("move us", args -> moveAbout(io)));
            JsonNode seen = StockScene.play("crowd.moved", way, io);
            String b = seen.get("ids").get("b").asString();
            assertThat(StockScene.text(seen.get("found")))
                    .isEqualTo("{'id':'" + b + "','rooms':'b,red','name':'the one called b','answer':'b7'}");
            assertThat(StockScene.text(seen.get("heard")))
                    .isEqualTo("{'a':['message to red','but b','message the end'],"
                            + "'b':['message to red','message to red without a','who? 7','only you','to blue','message the end'],"
                            + "'c':['but b','message the end']}");
        }
    }

    /** Ends with what was found of the one socket that is left in the room. */
    private static CompletionStage<Found> moveAbout(SocketIoServer io) {
        io.in("a", "b").socketsJoin("red");
        io.to("red").send("to red");
        io.in("a").socketsLeave("red");
        io.to("red").send("to red without a");
        return io.in("red").fetchSockets().thenCompose(found -> ask(io, found));
    }

    private static CompletionStage<Found> ask(SocketIoServer io, FoundSockets found) {
        assertThat(found).hasSize(1);
        RemoteSocket b = found.get(0);
        CompletableFuture<String> answer = b.timeout(Duration.ofSeconds(10)).request("who?", String.class, 7);
        b.emit("only you");
        b.join("blue");
        io.to("blue").emit("to blue");
        b.leave("blue");
        io.to("blue").emit("to nobody");
        io.except("red").emit("but b");
        io.send("the end");
        TreeSet<String> rooms = new TreeSet<>(b.rooms());
        rooms.remove(b.id());
        String name = b.data(NAME).orElse("nobody");
        return answer.thenApply(text -> new Found(b.id(), String.join(",", rooms), name, text));
    }

    @ParameterizedTest
    @EnumSource
    void clientsArePutOutOfANamespaceOrAltogether(Way way) {
        try (SocketIoServer io = server()) {
            io.onConnection(socket -> socket.on("put them out", args -> {
                io.in("b").disconnectSockets(false);
                io.in("c").disconnectSockets(true);
                io.in("d").fetchSockets().join().get(0).disconnect(false);
                io.in("e").fetchSockets().join().get(0).disconnect(true);
            }));
            JsonNode seen = StockScene.play("crowd.putOut", way, io);
            assertThat(seen.get("reasons").valueStream().map(JsonNode::asString))
                    .hasSize(4)
                    .containsOnly("io server disconnect");
            assertThat(seen.get("others")).hasToString("[\"alive\",\"gone\",\"alive\",\"gone\"]");
            assertThat(seen.get("stays")).hasToString("[\"alive\"]");
        }
    }

    private static SocketIoServer server() {
        SocketIoServer io = StockScene.server(options -> options);
        io.onConnection(socket -> {
            String name = socket.handshake().query().getOrDefault("name", "nobody");
            socket.join(name);
            socket.data().put(NAME, "the one called " + name);
        });
        return io;
    }

    /** The one that was found, its own room left out, and what it answered. */
    record Found(String id, String rooms, String name, String answer) {}
}
