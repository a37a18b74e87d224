package dev.socketwire.demo;

import dev.socketwire.frames.FrameHeader;
import dev.socketwire.frames.WebSocketConnection;
import dev.socketwire.frames.handshake.AcceptKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** What a handshake and a frame look like on the wire, taken apart for those who learn. */
final class FrameLesson {
    private static final int SHOWN_BYTES = 96;
    private static final byte[] NO_KEY = {};
    private static final List<String> SHOWN_HEADERS = List.of( // cookies and the like are nobody's business
            "Host",
            "Upgrade",
            "Connection",
            "Origin",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Extensions");

    /**
     * A frame, field by field; bytes as hex.
     *
     * @param first byte 0: FIN, three reserved bits, the opcode
     * @param second byte 1: the mask bit and the length, or a mark that the length follows
     * @param length the bytes of a longer length, empty where there are none
     * @param key the masking key, empty where there is none
     * @param payload the payload as it travels, of a long one the beginning
     * @param unmasked the same after taking off the mask
     * @param header what {@link FrameHeader} reads in all that
     */
    record Frame(
            String first,
            String second,
            String length,
            String key,
            String payload,
            String unmasked,
            FrameHeader header) {}

    private FrameLesson() {}

    /** The request, the answer, and how the answer comes of the request. */
    static List<String> ofHandshake(WebSocketConnection connection) {
        List<String> request = new ArrayList<>(List.of("GET " + connection.path() + " HTTP/1.1"));
        for (String name : SHOWN_HEADERS) {
            connection
                    .headers()
                    .getOrDefault(name.toLowerCase(Locale.ROOT), List.of())
                    .forEach(value -> request.add(name + ": " + value));
        }
        String key = connection
                .headers()
                .getOrDefault("sec-websocket-key", List.of(""))
                .get(0);
        String accept = AcceptKey.of(key);
        String answer = """
                HTTP/1.1 101 Switching Protocols
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Accept: %s""".formatted(accept);
        return List.of(String.join("\n", request), answer, key, accept);
    }

    /**
     * The frames of a message and of its answer. A page must mask what it sends, a server must not. Which key the browser drew
     * is known to its frame only and to nobody above it, so the key here is one that it might have drawn.
     */
    static List<Frame> ofFrames(String message, String answer) {
        byte[] key = new byte[4];
        ThreadLocalRandom.current().nextBytes(key);
        return List.of(takenApart(frame(message, key)), takenApart(frame(answer, NO_KEY)));
    }

    /** One text frame with a whole message, of at most 65,535 bytes, RFC 6455 section 5.2. */
    private static byte[] frame(String text, byte[] key) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        int maskBit = key.length > 0 ? FrameHeader.B1_MASK : 0;
        ByteBuffer frame = ByteBuffer.allocate(4 + key.length + payload.length);
        frame.put((byte) (FrameHeader.B0_FIN | 1));
        if (payload.length < FrameHeader.LENGTH_16) {
            frame.put((byte) (maskBit | payload.length));
        } else {
            frame.put((byte) (maskBit | FrameHeader.LENGTH_16)).putShort((short) payload.length);
        }
        frame.put(key).put(masked(payload, key));
        return Arrays.copyOf(frame.array(), frame.position());
    }

    static Frame takenApart(byte[] frame) {
        FrameHeader header = FrameHeader.parse(frame).orElseThrow();
        int lengthEnd = 2 + FrameHeader.lengthBytes(frame[1] & FrameHeader.B1_LENGTH);
        byte[] key = Arrays.copyOfRange(frame, lengthEnd, header.headerLength());
        byte[] payload = Arrays.copyOfRange(
                frame, header.headerLength(), Math.min(frame.length, header.headerLength() + SHOWN_BYTES));
        HexFormat hex = HexFormat.of();
        return new Frame(
                hex.formatHex(frame, 0, 1),
                hex.formatHex(frame, 1, 2),
                hex.formatHex(frame, 2, lengthEnd),
                hex.formatHex(key),
                hex.formatHex(payload),
                hex.formatHex(masked(payload, key)),
                header);
    }

    /** Puts the mask on, or takes it off: both are the same. */
    private static byte[] masked(byte[] payload, byte[] key) {
        byte[] masked = payload.clone();
        for (int i = 0; key.length > 0 && i < masked.length; i++) {
            masked[i] ^= key[i % key.length];
        }
        return masked;
    }
}
