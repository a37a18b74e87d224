package dev.socketwire.socketio.netty;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks at the PEM files of a server every second, on a thread of its own: a disk may be slow. */
final class PemWatch implements AutoCloseable {
    private static final long SECONDS = 1;

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("socketwire-tls", true));

    PemWatch(TlsMaterial material) {
        thread.scheduleWithFixedDelay(material::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
