package dev.socketwire.socketio;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server on a port of its own that remembers what happened. */
final class RunningServer implements AutoCloseable {
    /** What the error hook was told: event, class and message of the error. */
    final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** Whatever a test wants to remember. */
    final Queue<String> events = new ConcurrentLinkedQueue<>();

    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();

    final SocketIoServer io;

    private RunningServer(SocketIoServerBuilder builder) {
        io = builder.host("127.0.0.1")
                .onError((socketId, event, error) ->
                        errors.add(event + ": " + error.getClass().getSimpleName() + ": " + error.getMessage()))
                .build();
        io.onConnection(sockets::add);
        io.start();
    }

    static RunningServer start() {
        return start(builder -> builder);
    }

    static RunningServer start(UnaryOperator<SocketIoServerBuilder> options) {
        return new RunningServer(options.apply(SocketIoServer.builder()));
    }

    /** One whose listeners run so, and which answers each {@code flush} with another one, behind all that came before. */
    static RunningServer flushing(Handlers handlers) {
        RunningServer server = start(builder -> builder.handlers(handlers));
        server.io.onConnection(socket -> socket.on("flush", arguments -> socket.emit("flush")));
        return server;
    }

    /** A client in {@code /}. */
    RawClient client() {
        return RawClient.connect(io.port());
    }

    /** A client in no namespace. */
    RawClient session() {
        return RawClient.open(io.port());
    }

    /** The next socket of {@code /}, in the order of connecting. */
    Socket socket() {
        try {
            return Objects.requireNonNull(sockets.poll(20, TimeUnit.SECONDS), "nobody has connected");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        io.close();
    }
}
