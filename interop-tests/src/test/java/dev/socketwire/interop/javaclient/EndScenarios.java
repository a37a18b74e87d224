package dev.socketwire.interop.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Gone;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawHttp;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Every way to end, what both sides call it, and clients that come back by themselves. */
final class EndScenarios {
    /** Longer than the impatient server waits for a pong. */
    private static final Duration SEVERAL_HEARTBEATS = Duration.ofMillis(2_500);

    private EndScenarios() {}

    static void addTo(Map<String, Scenario> all) {
        all.put("theClientLeavesTheNamespace", EndScenarios::theClientLeavesTheNamespace);
        all.put("theServerDisconnectsTheSocket", EndScenarios::theServerDisconnectsTheSocket);
        all.put("theServerClosesTheConnection", EndScenarios::theServerClosesTheConnection);
        all.put("theClientClosesTheTransport", EndScenarios::theClientClosesTheTransport);
        all.put("theLineIsCut", EndScenarios::theLineIsCut);
        all.put("theClientFallsSilent", EndScenarios::theClientFallsSilent);
        all.put("heartbeatsKeepItAlive", EndScenarios::heartbeatsKeepItAlive);
        all.put("theServerShutsDown", EndScenarios::theServerShutsDown);
        all.put("bytesThatAreNoEnginePacket", EndScenarios::bytesThatAreNoEnginePacket);
        all.put("aMessageThatIsNoPacket", EndScenarios::aMessageThatIsNoPacket);
        all.put("theTransportIsMisused", EndScenarios::theTransportIsMisused);
        all.put("comesBackAfterARestart", EndScenarios::comesBackAfterARestart);
        all.put("comesBackAfterACut", EndScenarios::comesBackAfterACut);
        all.put("comesBackByHand", EndScenarios::comesBackByHand);
    }

    private static void theClientLeavesTheNamespace(Bench bench) throws Exception {
        assertThat(ends(bench, bench.server().port(), Socket::disconnect))
                .isEqualTo(new Ends("io client disconnect", "client namespace disconnect"));
    }

    private static void theServerDisconnectsTheSocket(Bench bench) throws Exception {
        assertThat(ends(bench, bench.server().port(), socket -> socket.emit("disconnect me", false)))
                .isEqualTo(new Ends("io server disconnect", "server namespace disconnect"));
    }

    private static void theServerClosesTheConnection(Bench bench) throws Exception {
        CompletableFuture<String> target = new CompletableFuture<>();
        assertThat(ends(bench, bench.server().port(), socket -> {
                    target.complete(target(bench, socket));
                    socket.emit("disconnect me", true);
                }))
                .isEqualTo(new Ends("io server disconnect", "server namespace disconnect"));
        try (RawHttp http = RawHttp.connect(bench.server().port())) {
            String unknown = "{\"code\":1,\"message\":\"Session ID unknown\"}";
            await().atMost(Bench.PATIENCE)
                    .until(() -> http.get(target.join()).text().equals(unknown));
        }
    }

    private static void theClientClosesTheTransport(Bench bench) throws Exception {
        assertThat(ends(
                        bench,
                        bench.server().port(),
                        socket -> Bench.engine(socket).close()))
                .isEqualTo(new Ends("forced close", "transport close"));
    }

    private static void theLineIsCut(Bench bench) throws Exception {
        CuttableLine line = bench.closing(new CuttableLine(bench.server().port()));
        // For good: by a new line, a polling client would tell the server that it has closed.
        Ends ends = ends(bench, line.port(), socket -> line.close());
        assertThat(ends.there()).isEqualTo(bench.usesWebSocket() ? "transport close" : "transport error");
        assertThat(ends.here()).isIn("transport close", "transport error");
    }

    private static void theClientFallsSilent(Bench bench) throws Exception {
        if (bench.isReferenceForOldClients() && bench.upgrades()) {
            return; // it does not look after an old client any more once it has upgraded
        }
        CuttableLine line = bench.closing(new CuttableLine(bench.server().impatientPort()));
        assertThat(ends(bench, line.port(), socket -> line.freeze()))
                .isEqualTo(new Ends("ping timeout", "ping timeout"));
    }

    private static void heartbeatsKeepItAlive(Bench bench) throws Exception {
        Socket socket = bench.connect(bench.server().impatientPort(), "/", options -> {});
        CompletableFuture<List<Object>> ended = Bench.next(socket, Socket.EVENT_DISCONNECT);
        await().during(SEVERAL_HEARTBEATS).atMost(Bench.PATIENCE).until(() -> !ended.isDone());
        assertThat(Bench.ask(socket, "echo back", 1)).containsExactly(1);
    }

    private static void theServerShutsDown(Bench bench) throws Exception {
        assertThat(ends(
                        bench,
                        bench.server().impatientPort(),
                        socket -> bench.server().restart()))
                .isEqualTo(new Ends(endOfTheTransport(bench), "server shutting down"));
    }

    private static void bytesThatAreNoEnginePacket(Bench bench) throws Exception {
        CuttableLine line = bench.closing(new CuttableLine(bench.server().impatientPort()));
        Ends ends = ends(bench, line.port(), socket -> {
            if (bench.usesWebSocket()) {
                line.inject(Hex.bytes("8181 00000000 78")); // the text "x"
            } else {
                request(line, http -> http.post(target(bench, socket), "x"));
            }
        });
        assertThat(ends).isEqualTo(new Ends(endOfTheTransport(bench), "parse error"));
    }

    private static void aMessageThatIsNoPacket(Bench bench) throws Exception {
        Ends ends = ends(
                bench,
                bench.server().impatientPort(),
                socket -> Bench.engine(socket).send("2[broken"));
        assertThat(ends.here()).isEqualTo(endOfTheTransport(bench));
        if (bench.server().name().equals("reference")) {
            assertThat(ends.there()).startsWith("forced ");
        } else {
            assertThat(ends.there()).isEqualTo("parse error");
        }
    }

    private static void theTransportIsMisused(Bench bench) throws Exception {
        CuttableLine line = bench.closing(new CuttableLine(bench.server().impatientPort()));
        Ends ends = ends(bench, line.port(), socket -> {
            if (bench.usesWebSocket()) {
                line.inject(Hex.bytes("8f80 00000000")); // a reserved opcode
            } else {
                request(line, http -> http.get(target(bench, socket)));
            }
        });
        assertThat(ends.there()).isEqualTo("transport error");
    }

    /** This client does not notice the close frame of a server: there its own heartbeat ends the connection. */
    private static String endOfTheTransport(Bench bench) {
        return bench.usesWebSocket() ? "ping timeout" : "transport close";
    }

    private static void request(CuttableLine line, Consumer<RawHttp> request) {
        try (RawHttp http = RawHttp.connect(line.port())) {
            request.accept(http);
        }
    }

    private static String target(Bench bench, Socket socket) {
        return "/socket.io/?EIO=%d&transport=polling&sid=%s"
                .formatted(
                        bench.generation().engineRevision(),
                        Bench.engine(socket).id());
    }

    private static void comesBackAfterARestart(Bench bench) throws Exception {
        Socket socket = bench.connect(bench.server().impatientPort(), "/", EndScenarios::again);
        comesBack(bench, socket, () -> bench.server().restart());
    }

    private static void comesBackAfterACut(Bench bench) throws Exception {
        CuttableLine line = bench.closing(new CuttableLine(bench.server().port()));
        Socket socket = bench.connect(line.port(), "/", EndScenarios::again);
        comesBack(bench, socket, line::cut);
    }

    private static void again(IO.Options options) {
        options.reconnection = true;
        options.reconnectionDelay = 50;
        options.reconnectionDelayMax = 200;
    }

    private static void comesBack(Bench bench, Socket socket, Step end) throws Exception {
        String before = socket.id();
        parked();
        CompletableFuture<List<Object>> gone = Bench.next(socket, Socket.EVENT_DISCONNECT);
        CompletableFuture<List<Object>> back = Bench.next(socket, Socket.EVENT_CONNECT);
        CompletableFuture<List<Object>> kept = Bench.next(socket, "echo");
        end.run();
        Bench.within(gone);
        socket.emit("echo", "kept while offline");
        Bench.within(back);
        bench.settled(socket);
        assertThat(socket.id()).isNotEqualTo(before);
        assertThat(Bench.within(kept)).containsExactly("kept while offline");
        assertThat(Bench.ask(socket, "who am i")).containsExactly(socket.id());
    }

    private static void comesBackByHand(Bench bench) throws Exception {
        Socket socket = bench.connect();
        String before = socket.id();
        socket.disconnect();
        Bench.ended(Bench.engine(socket));
        CompletableFuture<List<Object>> back = Bench.next(socket, Socket.EVENT_CONNECT);
        socket.connect();
        Bench.within(back);
        assertThat(socket.id()).isNotEqualTo(before);
        assertThat(Bench.ask(socket, "echo back", "again")).containsExactly("again");
    }

    /** A tagged socket in a room; {@code end} ends it; both sides' words for it. */
    private static Ends ends(Bench bench, int port, End end) throws Exception {
        String tag = UUID.randomUUID().toString();
        Socket socket = bench.connect(port, "/", options -> {});
        Bench.ask(socket, "tag", tag);
        Bench.ask(socket, "join", "somewhere");
        await().atMost(Bench.PATIENCE).until(() -> bench.server().ready(tag));
        CompletableFuture<List<Object>> here = Bench.next(socket, Socket.EVENT_DISCONNECT);
        end.of(socket);
        String reason = (String) Bench.within(here).get(0);
        await().atMost(Bench.PATIENCE).until(() -> !bench.server().gone(tag).isEmpty());
        List<Gone> there = bench.server().gone(tag);
        assertThat(there).hasSize(1);
        assertThat(there.get(0).rooms()).contains("somewhere");
        return new Ends(reason, there.get(0).reason());
    }

    /** Long enough for a client without a WebSocket to have its next poll parked at the server. */
    private static void parked() {
        await().pollDelay(Duration.ofMillis(120)).until(() -> true);
    }

    private record Ends(String here, String there) {}

    private interface End {
        void of(Socket socket) throws Exception;
    }

    private interface Step {
        void run() throws Exception;
    }
}
