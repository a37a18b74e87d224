package dev.socketwire.interop.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.socket.client.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.json.JSONObject;

/** Namespaces, and rooms among three clients. */
final class NamespaceScenarios {
    private NamespaceScenarios() {}

    static void addTo(Map<String, Scenario> all, Generation generation) {
        if (generation == Generation.SECOND) {
            all.put("authIsAccepted", NamespaceScenarios::authIsAccepted);
            all.put("authIsRefusedWithData", NamespaceScenarios::authIsRefusedWithData);
            all.put("refusedThenAccepted", NamespaceScenarios::refusedThenAccepted);
        } else {
            all.put("theQueryIsAccepted", NamespaceScenarios::theQueryIsAccepted);
            all.put("theQueryOfTheAddressIsAccepted", NamespaceScenarios::theQueryOfTheAddressIsAccepted);
        }
        all.put("refusedWithoutData", NamespaceScenarios::refusedWithoutData);
        all.put("anUnknownNamespaceIsRefused", NamespaceScenarios::anUnknownNamespaceIsRefused);
        all.put("aSlowMiddlewareLetsInLater", NamespaceScenarios::aSlowMiddlewareLetsInLater);
        all.put("namespacesShareAConnection", NamespaceScenarios::namespacesShareAConnection);
        all.put("roomsGetTheirOwn", NamespaceScenarios::roomsGetTheirOwn);
        all.put("leavingARoomEndsIt", NamespaceScenarios::leavingARoomEndsIt);
        all.put("broadcastLeavesTheSenderOut", NamespaceScenarios::broadcastLeavesTheSenderOut);
        all.put("exceptLeavesARoomOut", NamespaceScenarios::exceptLeavesARoomOut);
        all.put("binaryIsBroadcast", NamespaceScenarios::binaryIsBroadcast);
    }

    private static void authIsAccepted(Bench bench) throws Exception {
        Socket socket = bench.connect(
                bench.server().port(), "/private", options -> options.auth = Map.of("token", "secret", "name", "Zoë"));
        assertThat(Bench.ask(socket, "my name")).containsExactly("Zoë");
    }

    private static void authIsRefusedWithData(Bench bench) throws Exception {
        Socket socket = bench.open("/private", options -> options.auth = Map.of("token", "wrong"));
        JSONObject error = (JSONObject) refusal(bench, socket).get(0);
        assertThat(error.getString("message")).isEqualTo("not authorized");
        assertThat(Plain.of(List.of(error.get("data"))))
                .isEqualTo(Plain.of(List.of(new JSONObject("{\"code\":4001,\"hint\":\"bring a token\"}"))));
        assertThat(socket.connected()).isFalse();
    }

    private static void refusedThenAccepted(Bench bench) throws Exception {
        Map<String, String> auth = new HashMap<>(Map.of("token", "wrong", "name", "second try"));
        Socket socket = bench.open("/private", options -> options.auth = auth);
        refusal(bench, socket);
        Bench.ended(Bench.engine(socket));
        auth.put("token", "secret");
        CompletableFuture<List<Object>> connected = Bench.next(socket, Socket.EVENT_CONNECT);
        socket.connect();
        Bench.within(connected);
        assertThat(Bench.ask(socket, "my name")).containsExactly("second try");
    }

    private static void theQueryIsAccepted(Bench bench) throws Exception {
        Socket socket = bench.connect(
                bench.server().port(), "/private", options -> options.query = "token=secret&name=Zo%C3%AB%20%26%20co");
        assertThat(Bench.ask(socket, "my name")).containsExactly("Zoë & co");
    }

    private static void theQueryOfTheAddressIsAccepted(Bench bench) throws Exception {
        Socket socket = bench.connect(bench.server().port(), "/private?token=secret&name=Zoe", options -> {});
        assertThat(Bench.ask(socket, "my name")).containsExactly("Zoe");
    }

    private static void refusedWithoutData(Bench bench) throws Exception {
        assertThat(refusalText(bench, "/closed")).isEqualTo("closed today 🔒");
    }

    private static void anUnknownNamespaceIsRefused(Bench bench) throws Exception {
        if (bench.isReferenceForOldClients()) {
            return; // it sends an object, which this client does not take
        }
        assertThat(refusalText(bench, "/nowhere")).isEqualTo("Invalid namespace");
    }

    private static String refusalText(Bench bench, String namespace) throws Exception {
        Object error = refusal(bench, bench.open(namespace, options -> {})).get(0);
        return bench.generation() == Generation.FIRST ? (String) error : ((JSONObject) error).getString("message");
    }

    private static List<Object> refusal(Bench bench, Socket socket) throws Exception {
        CompletableFuture<List<Object>> refused =
                Bench.next(socket, bench.generation().refusal());
        socket.connect();
        return Bench.within(refused);
    }

    private static void aSlowMiddlewareLetsInLater(Bench bench) throws Exception {
        Socket socket = bench.connect(bench.server().port(), "/slow", options -> {});
        assertThat(Bench.ask(socket, "echo back", 1)).containsExactly(1);
    }

    private static void namespacesShareAConnection(Bench bench) throws Exception {
        Socket root = bench.connect();
        Socket other = bench.closing(root.io().socket("/other"));
        List<Object> crossed = new CopyOnWriteArrayList<>();
        root.on("echo", args -> crossed.add(args[0]));
        CompletableFuture<List<Object>> connected = Bench.next(other, Socket.EVENT_CONNECT);
        CompletableFuture<List<Object>> echo = Bench.next(other, "echo");
        other.connect();
        Bench.within(connected);
        assertThat(other.id()).isNotEqualTo(root.id());
        other.emit("echo", "for the other one");
        assertThat(Bench.within(echo)).containsExactly("for the other one");
        other.disconnect();
        assertThat(Bench.ask(root, "echo back", "alive")).containsExactly("alive");
        assertThat(crossed).isEmpty();
    }

    private static void roomsGetTheirOwn(Bench bench) throws Exception {
        Trio trio = new Trio(bench);
        Bench.ask(trio.socket(0), "join", "red");
        Bench.ask(trio.socket(1), "join", "red");
        Bench.ask(trio.socket(2), "join", "blue");
        trio.tell(2, "tell room", "red", "from outside");
        trio.tell(0, "tell room", "red", "from inside, to the others");
        trio.tell(1, "tell all in", "red", "to everybody inside");
        assertThat(trio.heardInTheEnd())
                .isEqualTo(List.of(
                        List.of("from outside", "to everybody inside"),
                        List.of("from outside", "from inside, to the others", "to everybody inside"),
                        List.of()));
    }

    private static void leavingARoomEndsIt(Bench bench) throws Exception {
        Trio trio = new Trio(bench);
        Bench.ask(trio.socket(0), "join", "red");
        Bench.ask(trio.socket(1), "join", "red");
        Bench.ask(trio.socket(1), "leave", "red");
        trio.tell(2, "tell room", "red", "once");
        assertThat(trio.heardInTheEnd()).isEqualTo(List.of(List.of("once"), List.of(), List.of()));
    }

    private static void broadcastLeavesTheSenderOut(Bench bench) throws Exception {
        Trio trio = new Trio(bench);
        trio.tell(1, "tell others", "hello");
        assertThat(trio.heardInTheEnd()).isEqualTo(List.of(List.of("hello"), List.of(), List.of("hello")));
    }

    private static void exceptLeavesARoomOut(Bench bench) throws Exception {
        Trio trio = new Trio(bench);
        Bench.ask(trio.socket(2), "join", "muted");
        trio.tell(0, "tell all except", "muted", "psst");
        assertThat(trio.heardInTheEnd()).isEqualTo(List.of(List.of("psst"), List.of("psst"), List.of()));
    }

    private static void binaryIsBroadcast(Bench bench) throws Exception {
        Trio trio = new Trio(bench);
        trio.tell(0, "tell all", (Object) new byte[] {1, 2, 3});
        assertThat(trio.heardInTheEnd())
                .isEqualTo(List.of(List.of("bytes:010203"), List.of("bytes:010203"), List.of("bytes:010203")));
    }

    /** Three clients and the news that each of them heard. */
    private static final class Trio {
        private final List<Socket> sockets;
        private final List<List<Object>> heard;

        Trio(Bench bench) {
            sockets = IntStream.range(0, 3).mapToObj(i -> bench.connect()).toList();
            heard = sockets.stream()
                    .<List<Object>>map(socket -> {
                        List<Object> news = new CopyOnWriteArrayList<>();
                        socket.on("news", args -> news.add(args[0]));
                        return news;
                    })
                    .toList();
        }

        Socket socket(int i) {
            return sockets.get(i);
        }

        /** Emits, and waits until the server has dealt with it. */
        void tell(int i, String event, Object... args) throws Exception {
            sockets.get(i).emit(event, args);
            Bench.ask(sockets.get(i), "echo back");
        }

        /** Emits something to all at the end: what has not come by then does not come. */
        List<List<Object>> heardInTheEnd() {
            sockets.get(0).emit("tell all", "the end");
            await().atMost(Bench.PATIENCE).until(() -> heard.stream().allMatch(news -> news.contains("the end")));
            return heard.stream()
                    .map(news -> Plain.of(news.subList(0, news.size() - 1)))
                    .toList();
        }
    }
}
