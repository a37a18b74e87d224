package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import dev.socketwire.testkit.RawWebSocket.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client on a WebSocket whose packets stand as they go over the wire: {@code 42["event"]}. Belongs to one thread. */
public final class Client implements AutoCloseable {
    public static final String TARGET = "/socket.io/?EIO=4&transport=websocket";

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final RawWebSocket ws;
    private final String sid;
    private String id = "";

    private Client(RawWebSocket ws, String sid) {
        this.ws = ws;
        this.sid = sid;
    }

    /** A session, in no namespace yet. */
    public static Client open(int port, String... headers) {
        return open(RawHttp.connect(port), headers);
    }

    /** A session on a connection that is there already. */
    public static Client open(RawHttp http, String... headers) {
        RawWebSocket ws = RawWebSocket.upgrade(http, TARGET, headers);
        return new Client(ws, sidOf(ws.readText()));
    }

    /** The id in an open packet or in the answer to a CONNECT. */
    public static String sidOf(String packet) {
        Matcher matcher = SID.matcher(packet);
        assertThat(matcher.find()).as("a sid in %s", packet).isTrue();
        return matcher.group(1);
    }

    /** Connects to the namespace {@code /}. */
    public Client join() {
        send("40");
        id = sidOf(read());
        return this;
    }

    /** Connects to another namespace and answers the id of its socket. */
    public String join(String namespace) {
        send("40" + namespace + ",");
        String answer = read();
        assertThat(answer).startsWith("40" + namespace + ",");
        return sidOf(answer);
    }

    /** The id of the session. */
    public String sid() {
        return sid;
    }

    /** The id of its socket in {@code /}. */
    public String id() {
        return id;
    }

    public void send(String packet) {
        ws.sendText(packet);
    }

    public void sendBinary(byte[] bytes) {
        ws.sendBinary(bytes);
    }

    /** The next packet; heartbeats are answered on the way. */
    public String read() {
        String message = ws.readText();
        while (message.equals("2")) {
            ws.sendText("3");
            message = ws.readText();
        }
        return message;
    }

    public byte[] readBinary() {
        return ws.readBinary();
    }

    /** Sends an event that is answered at once: whatever was sent before has been read then. */
    public void echo(String text) {
        send("42[\"echo\",\"" + text + "\"]");
        assertThat(read()).isEqualTo("42[\"echo\",\"" + text + "\"]");
    }

    /** Passes over whatever comes until the server closes, and answers its close code; 1005 for none. */
    public int readClose() {
        Frame frame = ws.read();
        while (frame.opcode() != RawWebSocket.CLOSE) {
            frame = ws.read();
        }
        byte[] payload = frame.payload();
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }

    /** The next text, heartbeats included. */
    public String readRaw() {
        return new String(ws.read().payload(), StandardCharsets.UTF_8);
    }

    public RawWebSocket ws() {
        return ws;
    }

    @Override
    public void close() {
        ws.close();
    }
}
