package dev.socketwire.interop.security;

import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;

/** The moments of a connection at which a client may go, and the ways in which it does. Belongs to one thread. */
final class BrokenConnection implements AutoCloseable {
    /** How far a connection has come. */
    enum State {
        SILENT,
        HALF_A_HEAD,
        HALF_A_BODY,
        POLL_PARKED,
        ASKING_FOR_101,
        IN_NO_NAMESPACE,
        JOINED,
        HALF_A_FRAME,
        PROBING,
        PROBED
    }

    /** How it ends. */
    enum End {
        RESET,
        HALF_CLOSE,
        HALF_CLOSE_AND_RESET
    }

    private final RawHttp http;

    private BrokenConnection(RawHttp http) {
        this.http = http;
    }

    /**
     * A connection in a state.
     *
     * @param polling where sessions that poll are opened
     */
    static BrokenConnection in(State state, int port, RawHttp polling) {
        RawHttp http = RawHttp.connect(port);
        switch (state) {
            case SILENT -> {}
            case HALF_A_HEAD -> http.send("GET /socket.io/?EIO=4 HTTP/1.1\r\nHo");
            case HALF_A_BODY ->
                http.send("POST " + joined(polling) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n42[");
            case POLL_PARKED -> {
                String target = joined(polling);
                // The answer to the CONNECT; the next poll waits.
                http.get(target);
                http.sendGet(target);
            }
            case ASKING_FOR_101 -> http.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders());
            case IN_NO_NAMESPACE -> Client.open(http);
            case JOINED -> Client.open(http).join();
            case HALF_A_FRAME -> {
                Client.open(http).join();
                http.sendBytes(Hex.bytes("81 fe 1000 00000000 3432"));
            }
            case PROBING, PROBED -> {
                String upgrade = joined(polling).replace("polling", "websocket");
                RawWebSocket ws = RawWebSocket.upgrade(http, upgrade);
                if (state == State.PROBED) {
                    ws.sendText("2probe");
                    ws.readText();
                }
            }
        }
        return new BrokenConnection(http);
    }

    /** Goes; what is half closed stays open on our side until {@link #close}. */
    void end(End end) {
        if (end != End.RESET) {
            http.halfClose();
        }
        if (end != End.HALF_CLOSE) {
            http.reset();
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** The target of a new session that polls and is in {@code /}. */
    private static String joined(RawHttp polling) {
        String target = Poller.TARGET + "&sid="
                + Client.sidOf(polling.get(Poller.TARGET).text());
        polling.post(target, "40");
        return target;
    }
}
