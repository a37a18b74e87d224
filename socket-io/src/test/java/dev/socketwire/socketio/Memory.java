package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client of recovery remembers. */
final class Memory {
    private static final Pattern CONNECTED = Pattern.compile("0\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");
    private static final Pattern EVENT = Pattern.compile("2\\[\"(\\w+)\"(.*),\"([\\w-]{6}\\.\\w+)\"]");

    String sid = "";
    String pid = "";

    @Nullable
    String offset;

    /** Of a client that was connected, and whose connection broke. */
    static Memory lost(RunningServer server) {
        Memory memory = new Memory();
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
        }
        Socket socket = server.socket();
        await().until(() -> !socket.isConnected());
        return memory;
    }

    String connect() {
        return "0{\"token\":1,\"pid\":\"" + pid + "\"" + (offset == null ? "" : ",\"offset\":\"" + offset + "\"") + "}";
    }

    Memory connected(String packet) {
        Matcher matcher = CONNECTED.matcher(packet);
        assertThat(packet).matches(CONNECTED);
        matcher.matches();
        sid = matcher.group(1);
        pid = matcher.group(2);
        return this;
    }

    /** The name and the arguments of an event. */
    String event(String packet) {
        Matcher matcher = EVENT.matcher(packet);
        assertThat(packet).matches(EVENT);
        matcher.matches();
        offset = matcher.group(3);
        return matcher.group(1) + matcher.group(2);
    }
}
