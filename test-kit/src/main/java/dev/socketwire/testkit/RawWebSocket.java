package dev.socketwire.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A WebSocket client that does by hand what a real one does for itself, so that a test can do it wrong. Every frame is
 * masked; nothing is answered by itself. Belongs to one thread.
 */
public final class RawWebSocket implements AutoCloseable {
    /** The opcodes of RFC 6455, section 5.2. */
    public static final int TEXT = 1;

    /** Binary message. */
    public static final int BINARY = 2;

    /** Close. */
    public static final int CLOSE = 8;

    /** Ping. */
    public static final int PING = 9;

    /** Pong. */
    public static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = Hex.bytes("37fa213d");
    private static final String[] UPGRADE = {
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };

    /** The accept key that belongs to the key which this client sends. */
    public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final RawHttp http;

    private RawWebSocket(RawHttp http) {
        this.http = http;
    }

    /** Opens a WebSocket; an answer other than 101 is an assertion failure. */
    public static RawWebSocket connect(int port, String target, String... moreHeaders) {
        return upgrade(RawHttp.connect(port), target, moreHeaders);
    }

    /** Turns a connection into a WebSocket; an answer other than 101 is an assertion failure. */
    public static RawWebSocket upgrade(RawHttp http, String target, String... moreHeaders) {
        RawHttp.Response answer = handshake(http, target, moreHeaders);
        if (answer.status() != 101 || !answer.header("sec-websocket-accept").equals(ACCEPT)) {
            http.close();
            throw new AssertionError("not upgraded: " + answer.status() + " " + answer.headers());
        }
        return new RawWebSocket(http);
    }

    /** A connection whose request for an upgrade was answered with 101. */
    public static RawWebSocket on(RawHttp http) {
        return new RawWebSocket(http);
    }

    /** Asks for an upgrade and hands back whatever is answered, without its body. */
    public static RawHttp.Response handshake(RawHttp http, String target, String... moreHeaders) {
        http.sendGet(target, upgradeHeaders(moreHeaders));
        return http.readHead();
    }

    /** The headers of a request that asks for an upgrade, and more. */
    public static String[] upgradeHeaders(String... moreHeaders) {
        String[] headers = new String[UPGRADE.length + moreHeaders.length];
        System.arraycopy(UPGRADE, 0, headers, 0, UPGRADE.length);
        System.arraycopy(moreHeaders, 0, headers, UPGRADE.length, moreHeaders.length);
        return headers;
    }

    /** How long a read may wait from now on. */
    public RawWebSocket timeout(Duration limit) {
        http.timeout(limit);
        return this;
    }

    /** Sends a whole text message in one frame. */
    public void sendText(String text) {
        sendFrame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends whole text messages, a frame each, with one write. */
    public void sendTexts(List<String> texts) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        texts.forEach(text -> frames.writeBytes(frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8))));
        http.sendBytes(frames.toByteArray());
    }

    /** Sends a whole binary message in one frame. */
    public void sendBinary(byte[] bytes) {
        sendFrame(FIN | BINARY, bytes);
    }

    /** Sends a ping. */
    public void sendPing(byte[] bytes) {
        sendFrame(FIN | PING, bytes);
    }

    /** Sends a close frame with a code and a reason. */
    public void sendClose(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        sendFrame(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** Sends a masked frame; the first byte holds the FIN bit, the reserved bits and the opcode. */
    public void sendFrame(int firstByte, byte[] payload) {
        http.sendBytes(frame(firstByte, payload));
    }

    private static byte[] frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(MASKED | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(MASKED | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i & 3]);
        }
        return frame.toByteArray();
    }

    /** Sends bytes as they are. */
    public void sendBytes(byte[] bytes) {
        http.sendBytes(bytes);
    }

    /** Reads the next frame, whatever it is. */
    public Frame read() {
        try {
            int first = readByte();
            int second = readByte();
            if ((second & MASKED) != 0) {
                throw new AssertionError("the server masked a frame");
            }
            int length = second & 0x7f;
            if (length == 126) {
                length = ByteBuffer.wrap(readExactly(2)).getShort() & 0xffff;
            } else if (length == 127) {
                length = Math.toIntExact(ByteBuffer.wrap(readExactly(8)).getLong());
            }
            return new Frame((first & FIN) != 0, first >> 4 & 7, first & 15, readExactly(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the next frame, which has to be a whole text message. */
    public String readText() {
        return new String(readWhole(TEXT).payload(), StandardCharsets.UTF_8);
    }

    /** Reads the next frame, which has to be a whole binary message. */
    public byte[] readBinary() {
        return readWhole(BINARY).payload();
    }

    /** Reads the next frame, which has to be a close frame, and hands back its code, 1005 where it is empty. */
    public int readClose() {
        byte[] payload = readWhole(CLOSE).payload();
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }

    /** Whether the server ends the connection within the timeout without another byte. */
    public boolean endsWithoutAByte() {
        return http.endsWithoutAByte();
    }

    /** Whether nothing comes for a while, the connection being open. */
    public boolean staysSilent(Duration forThatLong) {
        return http.staysSilent(forThatLong);
    }

    /** Ends our side without a close frame; what comes can be read still. */
    public void halfClose() {
        http.halfClose();
    }

    /** Ends the connection with a reset instead of a farewell. */
    public void reset() {
        http.reset();
    }

    @Override
    public void close() {
        http.close();
    }

    private Frame readWhole(int opcode) {
        Frame frame = read();
        if (!frame.fin() || frame.opcode() != opcode) {
            throw new AssertionError("expected one whole frame of opcode " + opcode + ", got " + frame);
        }
        return frame;
    }

    private int readByte() throws IOException {
        return readExactly(1)[0] & 0xff;
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = http.input().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** A frame as it came. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    public record Frame(boolean fin, int reserved, int opcode, byte[] payload) {
        @Override
        public String toString() {
            return "Frame[fin=" + fin + ", reserved=" + reserved + ", opcode=" + opcode + ", payload=" + Hex.of(payload)
                    + "]";
        }
    }
}
