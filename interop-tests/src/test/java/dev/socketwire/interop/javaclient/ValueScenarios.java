package dev.socketwire.interop.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** A connection, and what JSON and bytes can say, to the server and back. */
final class ValueScenarios {
    private ValueScenarios() {}

    static void addTo(Map<String, Scenario> all, Generation generation) throws JSONException {
        all.put("connects", ValueScenarios::connects);
        all.put("greetsOnConnection", ValueScenarios::greetsOnConnection);
        all.put("texts", comesBack("text", "", " ", "\"quoted\" \\ back / slash", "line\nend\t\u0000\u001e\u2028"));
        all.put(
                "emojiAndScripts",
                comesBack("😀 👩‍👩‍👧 €", "日本語 한국어", "עברית", new JSONObject("{\"ключ 🔑\":\"值\"}")));
        all.put("lettersAreUnderstood", ValueScenarios::lettersAreUnderstood);
        all.put("numbers", comesBack(0, -1, 42, 3.25, -0.001, 1L << 31, (1L << 53) - 1, 1e21, 1.5e-7));
        all.put(
                "nullsAndBooleans",
                comesBack(
                        null,
                        true,
                        false,
                        new JSONArray("[null,[true]]"),
                        new JSONObject("{\"no\":false,\"n\":null}")));
        all.put(
                "nestedJson",
                comesBack(
                        new JSONObject("{\"a\":[1,{\"b\":[[],{},[[[\"deep\"]]]]}],\"c\":{\"d\":{\"e\":{\"f\":null}}}}"),
                        new JSONArray("[[1,2],[3,[\"4\"]]]")));
        all.put(
                "manyArguments",
                comesBack(IntStream.range(0, 50).mapToObj(i -> "argument " + i).toArray()));
        all.put("noArguments", comesBack());
        all.put("looksLikeAPlaceholder", comesBack(new JSONObject("{\"_placeholder\":false,\"num\":0}")));
        if (generation == Generation.SECOND) {
            all.put("catchAllHearsEverything", ValueScenarios::catchAllHearsEverything);
        }
        all.put("sendAndMessage", ValueScenarios::sendAndMessage);
        addBinaryTo(all);
    }

    private static void addBinaryTo(Map<String, Scenario> all) throws JSONException {
        byte[] allBytes = new byte[256];
        IntStream.range(0, 256).forEach(i -> allBytes[i] = (byte) i);
        all.put("aBuffer", comesBack((Object) allBytes));
        all.put("twoAttachments", comesBack(Plain.bytes("first"), Plain.bytes("second")));
        all.put(
                "nestedBinary",
                comesBack(
                        new JSONObject().put("a", new JSONArray().put(new JSONObject().put("c", Plain.bytes("deep")))),
                        new JSONArray().put(new JSONArray().put(Plain.bytes("er")))));
        // Without a null: this client cannot take a packet apart that has both a null and bytes.
        all.put(
                "mixedWithJson",
                comesBack(
                        "text",
                        7,
                        new JSONObject().put("name", "a file 📎").put("bytes", new byte[] {0, -1, 30}),
                        false));
        all.put("anEmptyBuffer", comesBack(new byte[0], "after it"));
        all.put(
                "tenAttachments",
                comesBack(IntStream.range(0, 10)
                        .mapToObj(i -> new byte[] {(byte) i})
                        .toArray()));
        all.put("binaryAmongText", ValueScenarios::binaryAmongText);
    }

    private static Scenario comesBack(@Nullable Object... args) {
        return bench -> {
            Socket socket = bench.connect();
            CompletableFuture<List<Object>> echo = Bench.next(socket, "echo");
            socket.emit("echo", args);
            assertThat(Plain.of(Bench.within(echo))).isEqualTo(Plain.of(Arrays.asList(args)));
        };
    }

    private static void connects(Bench bench) throws Exception {
        Socket socket = bench.connect();
        assertThat(socket.id()).matches("[A-Za-z0-9_-]{20,}");
        // The revisions before have one id for the socket and its session.
        assertThat(socket.id().equals(Bench.engine(socket).id())).isEqualTo(bench.generation() == Generation.FIRST);
        assertThat(Bench.transportName(socket)).isEqualTo(bench.usesWebSocket() ? "websocket" : "polling");
        assertThat(Bench.ask(socket, "who am i")).containsExactly(socket.id());
    }

    private static void greetsOnConnection(Bench bench) throws Exception {
        Socket socket = bench.open("/", options -> {});
        CompletableFuture<List<Object>> welcome = Bench.next(socket, "welcome");
        socket.connect();
        assertThat(Bench.within(welcome)).containsExactly("to", "you");
    }

    /** What is only sent back may be misread on both ways: here the server tells the letters by their numbers. */
    private static void lettersAreUnderstood(Bench bench) throws Exception {
        Socket socket = bench.connect();
        String text = "a é € 日 😀 \u2028";
        JSONArray points = new JSONArray(text.codePoints().boxed().toList());
        assertThat(Plain.of(Bench.ask(socket, "code points", text))).isEqualTo(Plain.of(List.of(points)));
        assertThat(Bench.ask(socket, "spell", points)).containsExactly(text);
    }

    private static void catchAllHearsEverything(Bench bench) throws Exception {
        Socket socket = bench.connect();
        CompletableFuture<List<Object>> heard = new CompletableFuture<>();
        socket.onAnyIncoming(args -> {
            if (args[0].equals("echo")) {
                heard.complete(Arrays.asList(args));
            }
        });
        socket.emit("echo", 1, "two");
        assertThat(Bench.within(heard)).containsExactly("echo", 1, "two");
    }

    private static void sendAndMessage(Bench bench) throws Exception {
        Socket socket = bench.connect();
        CompletableFuture<List<Object>> message = Bench.next(socket, "message");
        socket.send("over", "to you");
        assertThat(Bench.within(message)).containsExactly("over", "to you");
    }

    private static void binaryAmongText(Bench bench) throws Exception {
        Socket socket = bench.connect();
        AtomicInteger seen = new AtomicInteger();
        CompletableFuture<Integer> all = new CompletableFuture<>();
        socket.on("echo", args -> {
            boolean inOrder = args[0].equals(seen.get()) && (args[1] instanceof byte[]) == (seen.get() % 3 == 0);
            if (seen.incrementAndGet() == 60 || !inOrder) {
                all.complete(inOrder ? 60 : -seen.get());
            }
        });
        for (int i = 0; i < 60; i++) {
            socket.emit("echo", i, i % 3 == 0 ? new byte[] {(byte) i} : "text " + i);
        }
        assertThat(Bench.within(all)).isEqualTo(60);
    }
}
