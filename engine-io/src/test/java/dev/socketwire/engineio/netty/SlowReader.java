package dev.socketwire.engineio.netty;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that lets the server wait: a small window, and bytes taken at a steady rate. Belongs to one thread. */
final class SlowReader implements AutoCloseable {
    private static final int WINDOW = 16 * 1024;

    private final Socket socket = new Socket();
    private long taken;

    SlowReader(int port) {
        try {
            socket.setReceiveBufferSize(WINDOW);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes what is due at a rate until so many bytes have come, or the connection has ended; how many have come. */
    long read(long bytes, long bytesPerSecond) {
        long start = LoopScheduler.now();
        long before = taken;
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    long due = before + (LoopScheduler.now() - start) * bytesPerSecond / 1_000_000_000;
                    return !readUpTo(Math.min(due, bytes)) || taken >= bytes;
                });
        return taken;
    }

    /** Takes whatever comes until the connection ends; how many bytes have come. */
    long readToTheEnd() {
        readUpTo(Long.MAX_VALUE);
        return taken;
    }

    /** Whether the server has let the connection go: what is sent then is answered by a reset. */
    boolean isCut() {
        try {
            socket.getOutputStream().write('\n');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False where the connection has ended. */
    private boolean readUpTo(long limit) {
        byte[] part = new byte[WINDOW];
        try {
            while (taken < limit) {
                int count = socket.getInputStream().read(part, 0, (int) Math.min(part.length, limit - taken));
                if (count < 0) {
                    return false;
                }
                taken += count;
            }
            return true;
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
