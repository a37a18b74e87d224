package dev.socketwire.demo;

import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.SocketIoServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The server in numbers, pushed once a second to whoever watches. The clock runs only while somebody does; so it also ends with
 * the server, which disconnects everybody. Any thread.
 */
final class Counters {
    private static final List<String> COUNTED = List.of("/", "/counters", "/document", "/picture");

    /** What is pushed: the connections there are, and the messages that came within the last second. */
    record Second(int connections, long messages) {}

    private final SocketIoServer io;
    private final LongAdder messages = new LongAdder();
    private final Set<String> watchers = new HashSet<>(); // ids of sockets, guarded by this
    private @Nullable ScheduledExecutorService clock; // guarded by this

    private Counters(SocketIoServer io) {
        this.io = io;
    }

    static void install(SocketIoServer io) {
        Counters counters = new Counters(io);
        for (String namespace : COUNTED) {
            io.of(namespace).onConnection(socket -> socket.onAny((event, arguments) -> counters.messages.increment()));
        }
        io.of("/counters").onConnection(socket -> {
            socket.on("watch", nothing -> {
                socket.join("watching");
                counters.watch(socket.id());
            });
            socket.on("unwatch", nothing -> {
                socket.leave("watching");
                counters.unwatch(socket.id());
            });
            socket.onDisconnect(reason -> counters.unwatch(socket.id()));
        });
    }

    private synchronized void watch(String id) {
        watchers.add(id);
        if (clock == null) {
            messages.reset();
            clock = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "demo-counters");
                thread.setDaemon(true);
                return thread;
            });
            Namespace namespace = io.of("/counters");
            clock.scheduleAtFixedRate(
                    () -> namespace
                            .to("watching")
                            .emit("second", new Second(io.sessionCount(), messages.sumThenReset())),
                    1,
                    1,
                    TimeUnit.SECONDS);
        }
    }

    private synchronized void unwatch(String id) {
        watchers.remove(id);
        if (watchers.isEmpty() && clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }
}
