package dev.socketwire.engineio.netty;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The targets of one session that polls. */
record Polled(int port, String sid) {
    static final String OPEN = "/engine.io/?EIO=4&transport=polling";

    static final String WEBSOCKET = "/engine.io/?EIO=4&transport=websocket";

    static final String UNKNOWN_SID = "{\"code\":1,\"message\":\"Session ID unknown\"}";

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    /** Opens a session. */
    static Polled open(RawHttp http, int port) {
        return new Polled(port, sid(http.get(OPEN).text()));
    }

    /** The id in an open packet. */
    static String sid(String open) {
        Matcher matcher = SID.matcher(open);
        if (!matcher.find()) {
            throw new AssertionError("no open packet: " + open);
        }
        return matcher.group(1);
    }

    String target() {
        return OPEN + "&sid=" + sid;
    }

    String upgradeTarget() {
        return WEBSOCKET + "&sid=" + sid;
    }

    /** A WebSocket whose probe was answered. */
    RawWebSocket probe() {
        RawWebSocket ws = RawWebSocket.connect(port, upgradeTarget());
        ws.sendText("2probe");
        String answer = ws.readText();
        if (!answer.equals("3probe")) {
            throw new AssertionError("probe answered with " + answer);
        }
        return ws;
    }
}
