package dev.socketwire.interop.security;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many connections at once that cost hardly anything on our side: what they cost is the server's. Belongs to one thread. */
final class Crowd implements AutoCloseable {
    /** Files that are left for everything else. */
    private static final int OTHER_FILES = 1_000;

    private static final int RECEIVED = 8 * 1024;

    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer received = ByteBuffer.allocateDirect(1024);

    private Crowd() {}

    /**
     * How many: as many as a test says, or as {@code -Dsecurity.crowd=10000} does, but no more than this process may open files
     * for, of which each connection takes two.
     */
    static int size(int usual) {
        int wanted = anySize(usual);
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(
                        wanted,
                        (system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - OTHER_FILES) / 2)
                : wanted;
    }

    /** How many, where they are no connections. */
    static int anySize(int usual) {
        return Integer.getInteger("security.crowd", usual);
    }

    /** So many connections, one after the other. */
    static Crowd connect(int port, int size) {
        Crowd crowd = new Crowd();
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            for (int i = 0; i < size; i++) {
                SocketChannel channel = SocketChannel.open();
                crowd.channels.add(channel);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                // What is not read should wait at the server, not in the system.
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVED);
                channel.connect(server);
                channel.configureBlocking(false);
            }
            return crowd;
        } catch (IOException e) {
            crowd.close();
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the same bytes, few enough to leave at once, over each connection that the server has not ended. */
    void send(byte[] bytes) {
        for (SocketChannel channel : channels) {
            try {
                channel.write(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                // Its end is found when it is read.
            }
        }
    }

    /** How many of them the server has not ended; what it sends before is passed over. */
    int open() {
        channels.removeIf(this::hasEnded);
        return channels.size();
    }

    @Override
    public void close() {
        try {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean hasEnded(SocketChannel channel) {
        try {
            int read = channel.read(received.clear());
            while (read > 0) {
                read = channel.read(received.clear());
            }
            if (read < 0) {
                channel.close();
            }
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
