package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawHttp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows P11 to P19: acknowledgements, values that are too much, and handlers that misbehave. */
class PayloadRowsTest {
    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    @Row("P11")
    void anEventThatAnnouncesNoAttachmentsIsCompleteAtOnce() {
        Client client = siege.client();
        client.send("450-[\"echo\",1]");
        client.send("42[\"echo\",2]");
        assertThat(client.read()).isEqualTo("42[\"echo\",1]");
        assertThat(client.read()).isEqualTo("42[\"echo\",2]");
    }

    @Row("P12")
    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "007, 7", "9007199254740991, 9007199254740991"})
    void anAcknowledgementHasTheIdOfItsEvent(String sent, String answered) {
        Client client = siege.client();
        client.send("42" + sent + "[\"ask\",\"x\"]");
        assertThat(client.read()).isEqualTo("43" + answered + "[\"x\"]");
    }

    @Row("P12")
    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "9007199254740993", "18446744073709551616", "1000 digits"})
    void anIdThatJavaScriptCannotHoldIsAParseError(String id) {
        assertParseError("42" + (id.startsWith("1000") ? "9".repeat(1_000) : id) + "[\"ask\"]");
    }

    @Test
    @Row("P13")
    void answersThatNobodyAskedForAreIgnored() {
        CompletableFuture<CompletableFuture<String>> asked = new CompletableFuture<>();
        siege.onConnection(socket -> socket.on("ask me", args -> {
            socket.join("room");
            asked.complete(socket.request("question", String.class));
        }));
        Client client = siege.client();
        Client stranger = siege.client();
        client.send("42[\"ask me\"]");
        String question = client.read();
        assertThat(question).startsWith("42").endsWith("[\"question\"]");
        String id = question.substring(2, question.indexOf('['));
        stranger.send("43" + id + "[\"from a stranger\"]");
        stranger.echo("still here");
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            frames.writeBytes(Hex.bytes("81 8a 00000000"));
            frames.writeBytes(("43" + (100_000 + i) + "[]").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] answers = frames.toByteArray();
        long before = Heap.used();
        client.ws().timeout(Duration.ofSeconds(60)).sendBytes(answers);
        client.send("43" + id + "[\"mine\"]");
        client.send("43" + id + "[\"again\"]");
        client.echo("still here");
        assertThat(Heap.used() - before).isLessThan(2_000_000);
        assertThat(asked.join().join()).isEqualTo("mine");
        assertThat(siege.io().stats().refused(SocketRefusal.UNKNOWN_ANSWER)).isEqualTo(100_002);
    }

    @Row("P14")
    @ParameterizedTest
    @ValueSource(
            strings = {"42D[\"ask\"]", "45D-[\"echo\"]", "42[\"echo\",D]", "42[\"echo\",-D.5]", "42[\"echo\",0.De1]"})
    void aMegabyteOfDigitsIsAParseErrorAtOnce(String packet) {
        String sent = packet.replace("D", "7".repeat(990_000));
        Duration best = Duration.ofMinutes(1);
        for (int i = 0; i < 5 && best.toMillis() >= 700; i++) {
            Duration before = Cpu.ofLoops();
            assertParseError(sent);
            Duration taken = Cpu.ofLoops().minus(before);
            best = taken.compareTo(best) < 0 ? taken : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(700));
    }

    @Row("P14")
    @ParameterizedTest
    @ValueSource(strings = {"[\"echo\",D]", "[\"echo\",-D]", "[\"echo\",0.D]", "[\"echo\",{\"a\":[1eD]}]"})
    void aNumberOfMoreThanAThousandDigitsIsAParseError(String json) {
        assertParseError("42" + json.replace("D", "1".repeat(1_001)));
    }

    @Row("P14")
    @ParameterizedTest
    @ValueSource(strings = {"escapes", "arrays", "a number of 1,000 digits"})
    void muchOfLittleIsReadInTime(String what) {
        String value = switch (what) {
            case "escapes" -> "\"" + "\\u0000".repeat(160_000) + "\"";
            case "arrays" -> "[[]" + ",[]".repeat(320_000) + "]";
            default -> "7".repeat(1_000);
        };
        Client client = siege.client();
        Duration before = Cpu.ofLoops();
        for (int i = 0; i < 3; i++) {
            client.send("42[\"echo\"," + value + "]");
            assertThat(client.read()).isEqualTo("42[\"echo\"," + value + "]");
        }
        assertThat(Cpu.ofLoops().minus(before)).isLessThan(Duration.ofSeconds(3));
    }

    @Row("P15")
    @ParameterizedTest
    @CsvSource({
        "text, 100:40",
        "text, -1:40",
        "text, x:40",
        "text, :40",
        "text, 2:401",
        "text, 99999999999999999999:40",
        "text, 3:4😀😀",
        "bytes, 00 ff 34",
        "bytes, 00 09 ff 34",
        "bytes, 00 01 02 03 04 05 06 07 08 09 ff 34",
        "bytes, 00 0b ff 34",
        "bytes, 01 05 ff 04 01",
    })
    void aPayloadOfAnOldClientThatDoesNotFitItsLengthsIsAParseError(String kind, String body) {
        RawHttp http = siege.http();
        String target = "/socket.io/?EIO=3&transport=polling";
        String sid = Client.sidOf(http.get(target).text());
        byte[] bytes = kind.equals("text") ? body.getBytes(StandardCharsets.UTF_8) : Hex.bytes(body);
        String type = kind.equals("text") ? "text/plain;charset=UTF-8" : "application/octet-stream";
        http.sendRequest("POST", target + "&sid=" + sid, bytes, "Content-Type: " + type);
        assertThat(http.read().text()).isEqualTo("ok");
        RawHttp.Response next = http.get(target + "&sid=" + sid);
        assertThat(next.text()).isEqualTo(Siege.UNKNOWN_SID);
    }

    @Row("P16")
    @ParameterizedTest
    @CsvSource({"50000, [, ]", "400000, [, ]", "50000, {\"a\":, }", "100, [, ]"})
    void whatIsNestedTooDeepIsAParseError(int depth, String open, String close) {
        assertParseError(
                "42[\"echo\"," + open.repeat(depth) + (open.equals("[") ? "" : "1") + close.repeat(depth) + "]");
    }

    @Test
    @Row("P16")
    void whatIsNestedAsDeepAsItMayBeGoesBack() {
        siege.onConnection(socket -> socket.on("deep", Object.class, value -> socket.emit("deep", value)));
        Client client = siege.client();
        String value = "[".repeat(99) + "]".repeat(99);
        client.send("42[\"deep\"," + value + "]");
        assertThat(client.read()).isEqualTo("42[\"deep\"," + value + "]");
    }

    @Test
    @Row("P17")
    void namesOfTypesAreNothingButEntries() {
        siege.onConnection(socket -> socket.on(
                "map",
                Map.class,
                map -> socket.emit("keys", map.keySet(), map.getClass().getName())));
        Client client = siege.client();
        client.send("42[\"map\",{\"__proto__\":{\"a\":1},\"@class\":\"java.lang.ProcessBuilder\",\"@type\":\"x\"}]");
        assertThat(client.read())
                .isEqualTo("42[\"keys\",[\"__proto__\",\"@class\",\"@type\"],\"java.util.LinkedHashMap\"]");
        client.send("42[\"echo\",[\"java.util.HashMap\",{\"a\":1}]]");
        assertThat(client.read()).isEqualTo("42[\"echo\",[\"java.util.HashMap\",{\"a\":1}]]");
    }

    @Row("P18")
    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud800b", "\\udc00\\ud800"})
    void halfACharacterNeverBecomesBadUtf8(String half) {
        siege.onConnection(socket -> socket.on("text", String.class, text -> socket.emit("text", text)));
        Client client = siege.client();
        client.send("42[\"echo\",\"" + half + "\"]");
        assertThat(client.read()).isEqualTo("42[\"echo\",\"" + half + "\"]");
        client.send("42[\"text\",\"" + half + "\"]");
        assertThat(client.read()).isEqualTo("42[\"text\",\"" + half + "\"]");
        client.echo("still here");
    }

    @Row("P19")
    @ParameterizedTest
    @ValueSource(strings = {"exception", "stack", "memory", "linkage"})
    void aHandlerThatThrowsHarmsItsSocketAtMost(String what) {
        siege.onConnection(socket -> socket.on("throw", args -> {
            switch (what) {
                case "exception" -> throw new IllegalStateException("thrown by the row");
                case "stack" -> throw new StackOverflowError("thrown by the row");
                case "memory" -> throw new OutOfMemoryError("thrown by the row");
                default -> throw new NoClassDefFoundError("thrown by the row");
            }
        }));
        Client client = siege.client();
        client.send("42[\"throw\"]");
        client.echo("next");
        assertThat(siege.errors).hasSize(1).allMatch(line -> line.startsWith("throw: "));
        siege.errors.clear();
    }

    @Test
    @Row("P19")
    void aHandlerThatBlocksKeepsItsOwnSocketOnly() {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger blocked = new AtomicInteger();
        siege.onConnection(socket -> {
            socket.on("block", args -> {
                blocked.incrementAndGet();
                if (!released.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody released it");
                }
            });
            socket.onRequest("never", args -> new CompletableFuture<>());
        });
        for (int i = 0; i < 20; i++) {
            Client client = siege.client();
            client.send("42[\"block\"]");
            client.send("421[\"never\"]");
        }
        await().until(() -> blocked.get() == 20);
        siege.client().echo("somebody new");
        siege.assertOthersAreServed("while twenty block");
        released.countDown();
    }

    private void assertParseError(String packet) {
        Client client = siege.client();
        client.send(packet);
        siege.assertClosed(client, 1005, "parse error");
        assertThat(siege.heard).doesNotContain("echo");
    }
}
