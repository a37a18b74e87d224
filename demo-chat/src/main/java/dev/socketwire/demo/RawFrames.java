package dev.socketwire.demo;

import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainResponse;
import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.WebSocketConnection;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.WebSocketListener;
import dev.socketwire.frames.WebSocketServer;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A WebSocket server without Socket.IO: what a page's own {@code new WebSocket} talks to. {@code {"name":"msg","data":[12,5]}} is
 * answered in kind, with the sum; {@link FrameLesson} adds what the handshake and the frames look like. Its page: {@code /raw/}.
 */
final class RawFrames implements WebSocketListener {
    private static final int MOST_BYTES = 16_384;
    private static final int MOST_NUMBERS = 100;
    private static final int MOST_UNREAD_BYTES = 1_000_000;

    /** What goes to and fro: a name and values, as an event has them. */
    record Message(String name, List<?> data) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RawFrames() {}

    /** Listens on a port of its own, the next one to the demo's; another one where that is taken. */
    static WebSocketServer open(String host, int demoPort) {
        WebSocketServer.Builder builder =
                WebSocketServer.builder().host(host).path("/raw").limits(WebSocketLimits.ofMessageBytes(MOST_BYTES));
        if (demoPort > 0 && demoPort < 65_535) {
            try {
                return builder.port(demoPort + 1).build(new RawFrames()).start();
            } catch (UncheckedIOException taken) {
                System.out.println("Port " + (demoPort + 1) + " is taken: the raw WebSockets get another one");
            }
        }
        return builder.port(0).build(new RawFrames()).start();
    }

    /** Where the page finds the server. */
    static PlainHttpHandler address(WebSocketServer server) {
        return PlainHttpHandler.of(request -> PlainResponse.ok(
                        "application/json", ("{\"port\":" + server.port() + "}").getBytes(StandardCharsets.UTF_8))
                .withHeader("Cache-Control", "no-store"));
    }

    @Override
    public void onOpen(WebSocketConnection connection) {
        send(connection, new Message("handshake", FrameLesson.ofHandshake(connection)));
    }

    @Override
    public void onText(WebSocketConnection connection, String text) {
        if (connection.pendingBytes() > MOST_UNREAD_BYTES) {
            connection.close(CloseCode.POLICY_VIOLATION, "you send and do not read");
            return;
        }
        String answer = JSON.writeValueAsString(answer(text));
        connection.sendText(answer);
        send(connection, new Message("frames", FrameLesson.ofFrames(text, answer)));
    }

    @Override
    public void onBinary(WebSocketConnection connection, ByteBuffer bytes) {
        send(connection, error("binary messages are not understood here, send text"));
    }

    /** Whatever came, the answer is a message. */
    static Message answer(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JacksonException e) {
            return error("this is no JSON");
        }
        JsonNode data = message.path("data");
        if (!message.path("name").isString() || !data.isArray()) {
            return error("a message looks like {\"name\":\"msg\",\"data\":[12,5]}");
        }
        if (!message.path("name").stringValue().equals("msg")) {
            return error("msg is the only name that is known here");
        }
        if (data.size() > MOST_NUMBERS || !data.valueStream().allMatch(JsonNode::isInt)) {
            return error("data of msg is a list of at most " + MOST_NUMBERS + " whole numbers, of 32 bits each");
        }
        return new Message(
                "msg", List.of(data.valueStream().mapToLong(JsonNode::longValue).sum()));
    }

    private static Message error(String words) {
        return new Message("error", List.of(words));
    }

    private static void send(WebSocketConnection connection, Message message) {
        connection.sendText(JSON.writeValueAsString(message));
    }
}
