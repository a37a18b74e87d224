package dev.socketwire.frames;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.Inflater;
import com.jcraft.jzlib.JZlib;
import dev.socketwire.testkit.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compressed echoes over real sockets, for each way to agree and each kind of data, at several lengths, whole and in fragments.
 * The client deflates and inflates with a library that is not the JDK's and that has windows of every size: what refers
 * further back than was agreed on comes out wrong.
 */
class CompressionCasesTest {
    private static final int MESSAGES = 4;
    private static final int FRAGMENT = 256;
    private static final WebSocketServer SERVER = WebSocketServer.builder()
            .host("127.0.0.1")
            .limits(new WebSocketLimits(1 << 20, 1 << 20, 10_000, Duration.ofSeconds(5)))
            .deflate(new DeflateOptions(0, 6, false, false, 15))
            .build(new Echo());

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static Stream<Arguments> cases() {
        List<Offer> offers = List.of(
                new Offer("", false, 15),
                new Offer("; server_no_context_takeover", true, 15),
                new Offer("; server_max_window_bits=8", false, 8),
                new Offer("; server_max_window_bits=9", false, 9),
                new Offer("; server_max_window_bits=12", false, 12),
                new Offer("; server_max_window_bits=15", false, 15),
                new Offer("; server_no_context_takeover; server_max_window_bits=9", true, 9),
                new Offer(
                        "; unknown, permessage-deflate; server_max_window_bits=10; client_max_window_bits", false, 10));
        return offers.stream()
                .flatMap(offer -> Stream.of(Data.values())
                        .flatMap(data -> Stream.of(16, 1024, 8192, 70_000)
                                .flatMap(length -> Stream.of(false, true)
                                        .filter(fragmented -> !fragmented || length > FRAGMENT)
                                        .map(fragmented -> Arguments.of(offer, data, length, fragmented)))));
    }

    @ParameterizedTest(name = "permessage-deflate{0}, {1}, {2} bytes, in fragments: {3}")
    @MethodSource("cases")
    void whatIsSentComesBack(Offer offer, Data data, int length, boolean fragmented) throws GZIPException {
        SplittableRandom random = new SplittableRandom(length);
        try (RawWebSocket client = RawWebSocket.connect(
                SERVER.port(), "/", "Sec-WebSocket-Extensions: permessage-deflate" + offer.parameters)) {
            Deflater deflater = new Deflater(JZlib.Z_DEFAULT_COMPRESSION, 15, true);
            Inflater inflater = new Inflater(offer.windowBits, JZlib.W_NONE);
            for (int i = 0; i < MESSAGES; i++) {
                byte[] message = data.make(random, length);
                send(client, data, deflate(deflater, message), fragmented);
                RawWebSocket.Frame echo = client.read();
                assertThat(echo.reserved()).isEqualTo(4);
                if (offer.forgets) {
                    inflater = new Inflater(offer.windowBits, JZlib.W_NONE);
                }
                assertThat(Arrays.equals(inflate(inflater, echo.payload(), length), message))
                        .as("message %d came back as it was", i)
                        .isTrue();
            }
        }
    }

    private static void send(RawWebSocket client, Data data, byte[] deflated, boolean fragmented) {
        int opcode = data == Data.NOISE ? RawWebSocket.BINARY : RawWebSocket.TEXT;
        int piece = fragmented ? FRAGMENT : deflated.length;
        for (int from = 0; from < deflated.length; from += piece) {
            int to = Math.min(deflated.length, from + piece);
            int first = from == 0 ? 0x40 | opcode : 0;
            int fin = to == deflated.length ? 0x80 : 0;
            client.sendFrame(fin | first, Arrays.copyOfRange(deflated, from, to));
        }
    }

    private static byte[] deflate(Deflater deflater, byte[] message) {
        byte[] out = new byte[message.length + 1000];
        deflater.setInput(message);
        deflater.setOutput(out);
        assertThat(deflater.deflate(JZlib.Z_SYNC_FLUSH)).isEqualTo(JZlib.Z_OK);
        int length = deflater.getNextOutIndex();
        assertThat(Arrays.copyOfRange(out, length - 4, length)).containsExactly(0, 0, 0xff, 0xff);
        return Arrays.copyOf(out, length - 4);
    }

    private static byte[] inflate(Inflater inflater, byte[] payload, int length) {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.writeBytes(payload);
        in.writeBytes(new byte[] {0, 0, (byte) 0xff, (byte) 0xff});
        byte[] out = new byte[length + 100];
        inflater.setInput(in.toByteArray());
        inflater.setOutput(out);
        inflater.inflate(JZlib.Z_SYNC_FLUSH);
        return Arrays.copyOf(out, inflater.getNextOutIndex());
    }

    /** Kinds of data: what compresses well, a little, and not at all. */
    enum Data {
        WORDS {
            @Override
            byte[] make(SplittableRandom random, int length) {
                String[] words = {"frame ", "message ", "fragment ", "opcode ", "mask ", "window "};
                StringBuilder text = new StringBuilder();
                while (text.length() < length) {
                    text.append(words[random.nextInt(words.length)]);
                }
                return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
            }
        },
        NUMBERS {
            @Override
            byte[] make(SplittableRandom random, int length) {
                byte[] digits = new byte[length];
                for (int i = 0; i < length; i++) {
                    digits[i] = (byte) ('0' + random.nextInt(10));
                }
                return digits;
            }
        },
        ONE_CHARACTER {
            @Override
            byte[] make(SplittableRandom random, int length) {
                return "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
            }
        },
        NOISE {
            @Override
            byte[] make(SplittableRandom random, int length) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                return bytes;
            }
        };

        abstract byte[] make(SplittableRandom random, int length);
    }

    /** What is offered behind the name of the extension, and what that means for the client. */
    record Offer(String parameters, boolean forgets, int windowBits) {
        @Override
        public String toString() {
            return parameters;
        }
    }

    private static final class Echo implements WebSocketListener {
        @Override
        public void onText(WebSocketConnection connection, String text) {
            connection.sendText(text);
        }

        @Override
        public void onBinary(WebSocketConnection connection, ByteBuffer bytes) {
            connection.sendBinary(bytes);
        }
    }
}
