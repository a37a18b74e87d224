package dev.socketwire.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that is free still when somebody binds it a little later, or once more: below those which the system gives to
 * connections, and to whoever asks for any port. Any thread.
 */
public final class FreePort {
    /** Above the last of those that browsers refuse. */
    private static final int LEAST = 11_000;

    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int USUAL_BEGIN = 32_768;
    private static final int FEW = 1_000;

    private FreePort() {}

    /** One where nobody listens on this machine's own address. */
    public static int any() {
        int begin = beginOfRange();
        int port = 0;
        while (port == 0) {
            // Where the system gives all of them, one of those that it would give itself.
            port = bound(begin < LEAST + FEW ? 0 : ThreadLocalRandom.current().nextInt(LEAST, begin));
        }
        return port;
    }

    private static int beginOfRange() {
        if (!Files.exists(RANGE)) {
            return USUAL_BEGIN;
        }
        try {
            // By lines: a file of the system gives all of it with the first bytes that are asked for, or no more.
            String range = Files.readAllLines(RANGE).get(0);
            return Integer.parseInt(range.strip().split("\\s+")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port, or 0 where it is somebody's. */
    private static int bound(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }
}
