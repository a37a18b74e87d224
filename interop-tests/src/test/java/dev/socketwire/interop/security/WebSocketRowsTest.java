package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows W: handshakes and frames that are wrong, too large, too many, or not read. */
class WebSocketRowsTest {
    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int CONTINUATION = 0;
    private static final String[] DEFLATE = {"Sec-WebSocket-Extensions: permessage-deflate"};

    @RegisterExtension
    final Siege siege = new Siege();

    @Row("W1")
    @ParameterizedTest
    @ValueSource(strings = {"GET websocket", "POST websocket", "GET h2c"})
    void aRefusedUpgradeMayBeResetAtAnyTime(String request) {
        String[] words = request.split(" ");
        String head = words[0] + " /socket.io/?EIO=4&transport=websocket&sid=none HTTP/1.1\r\nHost: a\r\n"
                + "Connection: Upgrade\r\nUpgrade: " + words[1] + "\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 0\r\n\r\n";
        RawHttp patient = siege.http();
        patient.send(head);
        assertThat(patient.read().status()).isEqualTo(400);
        for (int i = 0; i < Rounds.of(30); i++) {
            RawHttp http = siege.http();
            http.send(head);
            if (i % 2 == 0) {
                http.readHead();
            }
            http.reset();
        }
    }

    @Row("W2")
    @ParameterizedTest
    @CsvSource({
        "reserved bit 1, c1 81 00000000 34",
        "reserved bit 2, a1 81 00000000 34",
        "reserved bit 3, 91 81 00000000 34",
        "no mask, 81 01 34",
        "opcode 3, 83 81 00000000 34",
        "opcode 11, 8b 80 00000000",
        "a ping of 126 bytes, 89 fe 007e",
        "a ping in pieces, 09 81 00000000 34",
        "a close in pieces, 08 80 00000000",
        "no beginning, 80 81 00000000 34",
        "a message in a message, 01 81 00000000 34 81 81 00000000 34",
        "a close of one byte, 88 81 00000000 03",
    })
    void aFrameThatBreaksARuleIs1002(String what, String hex) {
        // Nobody waits for the farewell of whom nobody understands.
        siege.start(options -> options.limits(
                EngineLimits.builder().closeTimeout(Duration.ofMinutes(1)).build()));
        Client client = siege.client();
        client.ws().sendBytes(Hex.bytes(hex));
        siege.assertClosed(client, 1002, "transport error");
        assertThat(client.ws().endsWithoutAByte()).as(what).isTrue();
    }

    @Row("W3")
    @ParameterizedTest
    @CsvSource({
        "426, 'Sec-WebSocket-Version: 8', ''",
        "426, 'Sec-WebSocket-Version: 7', ''",
        "426, 'Sec-WebSocket-Version: 12', ''",
        "400, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: c2hvcnQ='",
        "400, 'Sec-WebSocket-Version: 13', 'X-No: key'",
        "400, 'Sec-WebSocket-Version: 13', 'Upgrade: websocket'",
    })
    void aHandshakeOfAnotherKindIsRefused(int status, String version, String more) {
        String key = more.contains("Key") || more.contains("key") || (more.isEmpty() && status == 400)
                ? ""
                : "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        RawHttp http = siege.http();
        http.send("GET " + Client.TARGET + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + version + "\r\n" + key + (more.isEmpty() ? "" : more + "\r\n") + "\r\n");
        RawHttp.Response answer = http.read();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("sec-websocket-version")).isEqualTo(status == 426 ? "13" : "");
        assertThat(http.get("/").status()).isEqualTo(404);
    }

    @Test
    @Row("W3")
    void offersThatNobodyKnowsAreNotHeard() {
        siege.start(options -> options.perMessageDeflate(DeflateOptions.defaults()));
        String manyOffers = "x,".repeat(7_000) + "constructor; __proto__=1";
        for (String offers : List.of("constructor", "constructor; a=\"b\"", manyOffers)) {
            RawHttp http = siege.http();
            RawHttp.Response answer =
                    RawWebSocket.handshake(http, Client.TARGET, "Sec-WebSocket-Extensions: " + offers);
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
        }
        RawHttp http = siege.http();
        http.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders("Sec-WebSocket-Protocol: " + "p,".repeat(32 * 1024)));
        assertThat(http.read().status()).isEqualTo(431);
    }

    @Row("W4")
    @ParameterizedTest
    @CsvSource({
        "a lone continuation byte, 81 82 00000000 3480, ''",
        "a surrogate, 81 84 00000000 34eda080, ''",
        "too long a form, 81 83 00000000 34c0af, ''",
        "beyond the last code point, 01 85 00000000 34f4908080, ''",
        "half a code point at the end, 81 83 00000000 34e282, ''",
        "bad in the second frame, 01 82 00000000 34e2, 80 81 00000000 28",
        "the first bad byte of a frame that goes on, 01 fe 1000 00000000 34ff, ''",
    })
    void textThatIsNoUtf8Is1007AtTheFirstBadByte(String what, String hex, String more) {
        Client client = siege.client();
        client.ws().sendBytes(Hex.bytes(hex));
        client.ws().sendBytes(Hex.bytes(more));
        siege.assertClosed(client, 1007, "transport error");
    }

    @Test
    @Row("W5")
    void aMessageOfTheLimitIsTakenAndOneByteMoreIs1009() {
        Client client = siege.client();
        String most = "42[\"echo\",\"" + "x".repeat(1_000_000 - 13) + "\"]";
        client.send(most);
        assertThat(client.read()).isEqualTo(most);
        client.send(most.replace("]", " ]"));
        siege.assertClosed(client, 1009, "transport error");
    }

    @Row("W6")
    @ParameterizedTest
    @CsvSource({"1009, 81 ff 7fffffffffffffff 00000000", "1002, 81 ff ffffffffffffffff 00000000"})
    void nothingIsAllocatedForALengthThatIsAnnounced(int code, String hex) {
        Client client = siege.client();
        long before = Heap.used();
        client.ws().sendBytes(Hex.bytes(hex));
        siege.assertClosed(client, code, "transport error");
        assertThat(Heap.used() - before).isLessThan(2_000_000);
    }

    @Test
    @Row("W6")
    void aMessageThatDoesNotEndIs1009() {
        Client client = siege.client();
        byte[] kilobyte = "x".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        client.ws().sendFrame(RawWebSocket.TEXT, kilobyte);
        for (int i = 1; i <= 1_000; i++) {
            client.ws().sendFrame(CONTINUATION, kilobyte);
        }
        siege.assertClosed(client, 1009, "transport error");
    }

    @Row("W7")
    @ParameterizedTest
    @CsvSource({"0, 1024", "1, 1024", "1, 16"})
    void aMessageOfTooManyPiecesIs1008(int bytes, int limit) {
        siege.start(options ->
                options.limits(EngineLimits.builder().fragments(limit).build()));
        Client client = siege.client();
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(Hex.bytes("01 81 00000000 34"));
        for (int i = 0; i < limit - 2; i++) {
            frames.writeBytes(Hex.bytes(bytes == 0 ? "00 80 00000000" : "00 81 00000000 20"));
        }
        client.ws().sendBytes(frames.toByteArray());
        assertThat(client.ws().staysSilent(Duration.ofMillis(200))).isTrue();
        client.ws().sendBytes(Hex.bytes("00 80 00000000 00 80 00000000"));
        siege.assertClosed(client, 1008, "transport error");
    }

    @Test
    @Row("W8")
    void aBombIsNotInflated() {
        siege.start(options -> options.perMessageDeflate(DeflateOptions.defaults()));
        byte[] bomb = deflated(new byte[64 * 1024 * 1024]);
        assertThat(bomb).hasSizeLessThan(70_000);
        int size = Math.min(1_000, Crowd.size(20));
        List<Client> bombers = IntStream.range(0, size)
                .mapToObj(i -> siege.closing(Client.open(siege.port(), DEFLATE)).join())
                .toList();
        long before = Heap.used();
        bombers.forEach(bomber -> bomber.ws().sendFrame(FIN | COMPRESSED | RawWebSocket.TEXT, bomb));
        bombers.forEach(bomber -> siege.assertClosed(bomber, 1009, "transport error"));
        assertThat(Heap.used() - before).isLessThan(5_000_000 + 64_000L * size);
    }

    @Row("W8")
    @ParameterizedTest
    @ValueSource(strings = {"garbage", "garbage behind a block"})
    void whatDoesNotInflateIs1007(String what) {
        siege.start(options -> options.perMessageDeflate(DeflateOptions.defaults()));
        Client client = siege.closing(Client.open(siege.port(), DEFLATE)).join();
        byte[] block = deflated("42[\"echo\"]".getBytes(StandardCharsets.US_ASCII));
        client.ws().sendFrame(FIN | COMPRESSED | RawWebSocket.TEXT, block);
        assertThat(client.read()).isEqualTo("42[\"echo\"]");
        byte[] garbage = Hex.bytes("ffffffffffff");
        byte[] both = Arrays.copyOf(block, block.length + garbage.length);
        System.arraycopy(garbage, 0, both, block.length, garbage.length);
        client.ws().sendFrame(FIN | COMPRESSED | RawWebSocket.TEXT, what.equals("garbage") ? garbage : both);
        siege.assertClosed(client, 1007, "transport error");
    }

    @Test
    @Row("W8")
    void aFinalBlockEndsAMessageAndNotTheConnection() {
        siege.start(options -> options.perMessageDeflate(DeflateOptions.defaults()));
        Client client = siege.closing(Client.open(siege.port(), DEFLATE)).join();
        // 42["echo"] in a final block, behind it the empty one that ends a message; then in one that is not final.
        for (String hex : List.of("33318a564a4dcec8578a0500 00", "32318a564a4dcec8578a0500")) {
            client.ws().sendFrame(FIN | COMPRESSED | RawWebSocket.TEXT, Hex.bytes(hex));
            assertThat(client.read()).isEqualTo("42[\"echo\"]");
        }
    }

    @Row("W8")
    @ParameterizedTest
    @CsvSource({
        "a ping, c9 80 00000000",
        "a close, c8 80 00000000",
        "what goes on, 41 81 00000000 00 c0 80 00000000",
        "what has not begun, c0 80 00000000",
    })
    void onlyTheBeginningOfAMessageSaysThatItIsCompressed(String what, String hex) {
        siege.start(options -> options.perMessageDeflate(DeflateOptions.defaults()));
        Client client = siege.closing(Client.open(siege.port(), DEFLATE)).join();
        client.ws().sendBytes(Hex.bytes(hex));
        siege.assertClosed(client, 1002, "transport error");
        assertThat(client.ws().endsWithoutAByte()).as(what).isTrue();
    }

    @Test
    @Row("W8")
    void piecesOfACompressedMessageMayHavePingsBetween() {
        siege.start(options -> options.perMessageDeflate(DeflateOptions.defaults()));
        Client client = siege.closing(Client.open(siege.port(), DEFLATE)).join();
        byte[] block = deflated("42[\"echo\"]".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < block.length; i++) {
            int first = i == 0 ? COMPRESSED | RawWebSocket.TEXT : CONTINUATION;
            client.ws().sendFrame(i == block.length - 1 ? FIN | first : first, new byte[] {block[i]});
            client.ws().sendPing(new byte[] {(byte) i});
        }
        List<Integer> opcodes = IntStream.rangeClosed(0, block.length)
                .mapToObj(i -> client.ws().read().opcode())
                .toList();
        assertThat(opcodes).containsOnlyOnce(RawWebSocket.TEXT).contains(RawWebSocket.PONG);
    }

    @Row("W8")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_max_window_bits=8",
                "server_max_window_bits=8",
                "server_max_window_bits=16",
                "client_max_window_bits=15",
                "server_no_context_takeover; client_no_context_takeover"
            })
    void whateverTheWindowACompressingClientIsServed(String parameters) {
        siege.start(options -> options.perMessageDeflate(DeflateOptions.defaults()));
        Client client = siege.closing(
                        Client.open(siege.port(), "Sec-WebSocket-Extensions: permessage-deflate; " + parameters))
                .join();
        client.echo("plain");
    }

    @Test
    @Row("W9")
    void whoPingsAndDoesNotReadThePongsIsNotReadAndThenEnds() {
        siege.start(options -> options.pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofSeconds(2))
                .limits(EngineLimits.builder()
                        .writeStallTimeout(Duration.ofSeconds(2))
                        .build()));
        Client client = siege.client();
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            pings.writeBytes(Hex.bytes("89 fd 00000000"));
            pings.writeBytes(new byte[125]);
        }
        byte[] thousand = pings.toByteArray();
        long before = Heap.used();
        // Until it is cut: tens of megabytes that systems keep for both ends are answered before, and more is passed
        // over
        // while the server waits for the goodbye.
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            while (true) {
                client.ws().sendBytes(thousand);
            }
        });
        await().atMost(Duration.ofSeconds(90)).until(flood::isCompletedExceptionally);
        assertThat(Heap.used() - before).isLessThan(4_000_000);
        siege.assertUnknown(client.sid());
        await().until(() -> siege.ends(client.id()).size() == 1);
        assertThat(siege.ends(client.id())).isSubsetOf("ping timeout", "transport error");
    }

    @Test
    @Row("W10")
    void whoDoesNotAnswerOurCloseIsCut() {
        SocketIoServer io = siege.start(options -> options.limits(
                EngineLimits.builder().closeTimeout(Duration.ofMillis(700)).build()));
        Client client = siege.client();
        Instant begun = Instant.now();
        io.in(client.id()).disconnectSockets(true);
        siege.assertClosed(client, 1005, "server namespace disconnect");
        assertThat(client.ws().endsWithoutAByte()).isTrue();
        assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofMillis(650));
    }

    @Test
    @Row("W11")
    void whoReadsNoMoreIsNotKept() {
        siege.start(options -> options.limits(
                EngineLimits.builder().writeStallTimeout(Duration.ofSeconds(1)).build()));
        siege.onConnection(socket -> socket.on("more", args -> {
            for (int i = 0; i < 200; i++) {
                socket.emit("page", "x".repeat(10_000));
            }
        }));
        Client client = siege.client();
        // Nobody takes what comes when the connection has been cut.
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    boolean ended = !siege.ends(client.id()).isEmpty();
                    if (!ended) {
                        client.send("42[\"more\"]");
                    }
                    return ended;
                });
        siege.assertClosed(client.sid(), client.id(), "transport error");
    }

    private static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length / 100 + 1_000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        // RFC 7692 section 7.2.1: the last four bytes are left out.
        return Arrays.copyOf(out, length - 4);
    }
}
