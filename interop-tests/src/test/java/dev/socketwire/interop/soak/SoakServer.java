package dev.socketwire.interop.soak;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.ServerStats;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import io.netty.util.internal.PlatformDependent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The server of a soak, a program of its own. It prints {@code ready PORT}, then a line with a {@link Sample} for each line that it
 * reads, until there are no more.
 */
public final class SoakServer {
    private static final int PAGE_BYTES = 4096;
    private static final String FOUR_KILOBYTES = "w".repeat(4096);

    private SoakServer() {}

    /** Runs the server. */
    public static void main(String[] args) throws IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (SocketIoServer io = SocketIoServer.builder()
                .host("127.0.0.1")
                .pingInterval(Duration.ofSeconds(10))
                .pingTimeout(Duration.ofSeconds(15))
                .connectTimeout(Duration.ofSeconds(15))
                .connectionStateRecovery(
                        ConnectionStateRecovery.defaults().withMaxDisconnectionDuration(Duration.ofSeconds(20)))
                .limits(EngineLimits.builder()
                        .queueBytes(1024 * 1024)
                        .writeStallTimeout(Duration.ofSeconds(5))
                        .build())
                .build()) {
            io.onConnection(socket -> listen(io, socket));
            io.of("/flood").onConnection(SoakServer::flood);
            io.start();
            AtomicLong ticks = new AtomicLong();
            clock.scheduleAtFixedRate(() -> io.emit("tick", ticks.incrementAndGet()), 1, 1, TimeUnit.SECONDS);
            System.out.println("ready " + io.port());
            BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (asked.readLine() != null) {
                System.out.println(sample(io).line());
            }
        } finally {
            clock.shutdown();
        }
    }

    private static void listen(SocketIoServer io, Socket socket) {
        socket.onRequest("echo", arguments -> arguments);
        socket.onRequest("join", String.class, room -> {
            socket.join(room);
            return Answer.of(room);
        });
        socket.on(
                "tell", String.class, String.class, (room, text) -> io.to(room).emit("told", text));
        socket.on("bytes", Integer.class, size -> socket.emit("bytes", new byte[size]));
    }

    private static void flood(Socket socket) {
        socket.on("flood", Integer.class, times -> {
            for (int i = 0; i < times; i++) {
                socket.emit("water", FOUR_KILOBYTES);
            }
        });
    }

    private static Sample sample(SocketIoServer io) throws IOException {
        System.gc();
        ServerStats stats = io.stats();
        Map<Figure, Long> figures = new EnumMap<>(Figure.class);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        figures.put(Figure.HEAP, memory.getHeapMemoryUsage().getUsed());
        figures.put(Figure.HEAP_TAKEN, memory.getHeapMemoryUsage().getCommitted());
        figures.put(Figure.CODE, memory.getNonHeapMemoryUsage().getCommitted());
        figures.put(Figure.DIRECT, directMemory());
        figures.put(Figure.RESIDENT, residentMemory());
        figures.put(Figure.FILES, openFiles());
        figures.put(Figure.THREADS, (long) ManagementFactory.getThreadMXBean().getThreadCount());
        figures.put(Figure.SESSIONS, stats.sessions());
        figures.put(Figure.SOCKETS, stats.sockets());
        figures.put(Figure.ROOMS, stats.rooms());
        figures.put(Figure.QUEUED, stats.engine().queuedBytes());
        return new Sample(ManagementFactory.getRuntimeMXBean().getUptime(), figures);
    }

    /** That of the JVM's own buffers, and that which Netty takes past it, where it does: else it counts the same once more. */
    private static long directMemory() {
        long ofJvm = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return PlatformDependent.useDirectBufferNoCleaner() ? ofJvm + PlatformDependent.usedDirectMemory() : ofJvm;
    }

    private static long residentMemory() throws IOException {
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
        return Long.parseLong(pages[1]) * PAGE_BYTES;
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
