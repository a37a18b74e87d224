package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;

/** A Socket.IO client by hand, on a WebSocket: packets as they stand on the wire, without Engine.IO's {@code 4}. */
final class RawClient implements AutoCloseable {
    private final RawWebSocket ws;

    private RawClient(RawWebSocket ws) {
        this.ws = ws;
    }

    /** A session, in no namespace yet. */
    static RawClient open(int port) {
        RawWebSocket ws = RawWebSocket.connect(port, "/socket.io/?EIO=4&transport=websocket");
        assertThat(ws.readText()).startsWith("0{\"sid\":\"");
        return new RawClient(ws);
    }

    /** A session in the namespace {@code /}. */
    static RawClient connect(int port) {
        RawClient client = open(port);
        client.connectTo("/");
        return client;
    }

    /** Connects to a namespace and answers the id of the socket. */
    String connectTo(String namespace) {
        String prefix = namespace.equals("/") ? "0" : "0" + namespace + ",";
        send(prefix);
        String answer = read();
        assertThat(answer).startsWith(prefix + "{\"sid\":\"").endsWith("\"}");
        return answer.substring(prefix.length() + 8, answer.length() - 2);
    }

    void send(String packet) {
        ws.sendText("4" + packet);
    }

    void sendBinary(byte[] bytes) {
        ws.sendBinary(bytes);
    }

    /** The next packet; heartbeats are answered on the way. */
    String read() {
        String message = ws.readText();
        for (int pings = 0; message.equals("2") && pings < 20; pings++) {
            ws.sendText("3");
            message = ws.readText();
        }
        assertThat(message).startsWith("4");
        return message.substring(1);
    }

    byte[] readBinary() {
        return ws.readBinary();
    }

    /** The server closes the connection, and says nothing else before. */
    void assertClosed() {
        assertThat(ws.readClose()).isEqualTo(1005);
    }

    /** Nothing more comes before the answer to an event that the server answers at once. */
    void assertNothingMore(String askAndAnswer) {
        send("2[\"" + askAndAnswer + "\"]");
        assertThat(read()).isEqualTo("2[\"" + askAndAnswer + "\"]");
    }

    RawClient timeout(Duration limit) {
        ws.timeout(limit);
        return this;
    }

    RawWebSocket ws() {
        return ws;
    }

    @Override
    public void close() {
        ws.close();
    }
}
