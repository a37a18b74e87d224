package dev.socketwire.interop.soak;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import dev.socketwire.testkit.RawWebSocket.Frame;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;

/** A client on a WebSocket. */
final class WebSocketLink implements Link {
    private static final int NORMAL = 1000;

    private final RawWebSocket ws;
    private final int revision;
    private final Queue<String> readBefore;

    private WebSocketLink(RawWebSocket ws, int revision, Queue<String> readBefore) {
        this.ws = ws;
        this.revision = revision;
        this.readBefore = readBefore;
    }

    /**
     * A WebSocket for a session that is there, or for a new one.
     *
     * @param more {@code &sid=…} or nothing
     * @param readBefore packets that came by polling
     */
    static WebSocketLink open(Place place, int revision, String more, Queue<String> readBefore) {
        RawHttp http = RawHttp.connect(place.port()).timeout(place.patience());
        try {
            String target = "/socket.io/?EIO=" + revision + "&transport=websocket" + more;
            return new WebSocketLink(RawWebSocket.upgrade(http, target), revision, readBefore);
        } catch (UncheckedIOException e) {
            http.close();
            throw e;
        }
    }

    /** Goes over from polling: nothing is parked there. */
    WebSocketLink finishUpgrade() {
        ws.sendText("2probe");
        String answer = ws.readText();
        if (!answer.equals("3probe")) {
            throw new AssertionError("a probe was answered by " + answer);
        }
        ws.sendText("5");
        return this;
    }

    @Override
    public void send(String packet) {
        ws.sendText(packet);
    }

    @Override
    public String read() {
        String before = readBefore.poll();
        return before == null ? readFrames() : before;
    }

    private String readFrames() {
        while (true) {
            Frame frame = ws.read();
            if (frame.opcode() == RawWebSocket.BINARY) {
                return BYTES;
            }
            if (frame.opcode() != RawWebSocket.TEXT) {
                throw new UncheckedIOException(new EOFException("the server closed: " + frame));
            }
            String packet = new String(frame.payload(), StandardCharsets.UTF_8);
            switch (packet) {
                case "2" -> ws.sendText("3");
                case "3", "6" -> {} // the answer to our ping, and what ends a poll
                default -> {
                    return packet;
                }
            }
        }
    }

    @Override
    public void heartbeat() {
        if (revision == 3) {
            ws.sendText("2");
        }
    }

    @Override
    public void leave() {
        ws.sendText("41");
        ws.sendClose(NORMAL, "");
        ws.close();
    }

    @Override
    public void cut() {
        ws.reset();
    }

    @Override
    public void close() {
        ws.close();
    }
}
