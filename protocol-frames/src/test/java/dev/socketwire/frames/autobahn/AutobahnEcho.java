package dev.socketwire.frames.autobahn;

import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.frames.WebSocketConnection;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.WebSocketListener;
import dev.socketwire.frames.WebSocketServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;

/** The server that the Autobahn suite tests: echoes whatever comes. Started by the suite's plugin, with a port. */
public final class AutobahnEcho {
    /** The largest messages of the suite, its group 9. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /** The smallest fragments of the suite: 4 MiB in pieces of 64 bytes, and one empty frame at the end. */
    private static final int MAX_FRAGMENTS = 64 * 1024 + 1;

    private AutobahnEcho() {}

    /** Removes the report of an earlier run and starts the server, for the plugin. */
    @SuppressWarnings("resource") // lives as long as the run
    public static void main(String[] arguments) throws IOException {
        Files.deleteIfExists(AutobahnReport.CORE);
        // The plugin connects to the address that this machine gives itself.
        start(InetAddress.getLocalHost().getHostAddress(), Integer.parseInt(arguments[0]));
    }

    /** Starts the server. */
    public static WebSocketServer start(String host, int port) {
        return WebSocketServer.builder()
                .host(host)
                .port(port)
                .limits(new WebSocketLimits(MAX_BYTES, MAX_BYTES, MAX_FRAGMENTS, Duration.ofSeconds(5)))
                .deflate(new DeflateOptions(0, 6, false, false, 15))
                .build(new Echo())
                .start();
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
