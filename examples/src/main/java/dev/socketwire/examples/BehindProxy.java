package dev.socketwire.examples;

import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainResponse;
import dev.socketwire.socketio.SocketIoServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server behind a reverse proxy, as docs/deployment.md has it: it believes the proxy about its clients, tells it
 * whether it may be given new ones, and leaves gracefully.
 */
public final class BehindProxy implements AutoCloseable {
    private final SocketIoServer io;
    private volatile boolean leaving;

    private BehindProxy(int port) {
        // docs: deployment-server
        io = SocketIoServer.builder()
                .host("127.0.0.1") // nobody gets past the proxy
                .port(port)
                .trustedProxies("127.0.0.1/32")
                .cookie(CookieOptions.defaults()) // HAProxy learns from it which session is whose
                .limits(EngineLimits.builder()
                        .connections(50_000)
                        .connectionsPerAddress(100)
                        .build())
                .plainHttp(PlainHttpHandler.of(
                        request -> request.path().equals("/health") ? health() : PlainResponse.notFound()))
                .build();
        // docs: end
        io.onConnection(socket -> {
            socket.onRequest("address", arguments -> socket.handshake().address());
            socket.onRequest("secure", arguments -> socket.handshake().secure());
            socket.onRequest("port", arguments -> io.port());
            socket.onRequest("echo", arguments -> arguments);
        });
        io.start();
    }

    /** Listens on port 3001, or on the one that is named, until it is stopped. */
    public static void main(String[] args) {
        BehindProxy server = start(args.length == 0 ? 3001 : Integer.parseInt(args[0]));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> server.leave(Duration.ofSeconds(5)).join()));
        System.out.println("Listening on 127.0.0.1:" + server.port());
    }

    /** Starts a server; 0 picks a port. */
    public static BehindProxy start(int port) {
        return new BehindProxy(port);
    }

    /** The bound port. */
    public int port() {
        return io.port();
    }

    /**
     * Ends gracefully: the proxy is given time to see that new clients belong elsewhere, then what waits for those that are here is
     * sent, and they are told.
     *
     * @param notice how long a proxy may take to ask for our health, and to see it
     */
    // docs: deployment-leave
    public CompletableFuture<Void> leave(Duration notice) {
        leaving = true;
        return CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(notice.toMillis(), TimeUnit.MILLISECONDS))
                .thenCompose(nothing -> io.closeAsync(Duration.ofSeconds(10)));
    }

    /** To HAProxy 404 means: nobody new, but those who are here stay. */
    private PlainResponse health() {
        return leaving ? PlainResponse.notFound() : PlainResponse.text(200, "well\n");
    }
    // docs: end

    @Override
    public void close() {
        io.close();
    }
}
