package dev.socketwire.benchmarks;

import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.Handlers;
import dev.socketwire.socketio.IoTransport;
import dev.socketwire.socketio.SocketIoServer;
import java.util.Locale;

/**
 * The server that load generators are pointed at: {@code echo} acknowledges its arguments, {@code broadcast} emits {@code msg}
 * with its arguments to everybody, {@code join} joins a room. Prints {@code ready <pid>} when it listens.
 */
public final class BenchServer {
    private BenchServer() {}

    /** Runs the server: {@code [--inline|--lanes] [--transport nio|epoll|io_uring] PORT}. */
    public static void main(String[] args) {
        Handlers handlers = Handlers.inline();
        IoTransport transport = IoTransport.BEST;
        int port = -1;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--inline" -> handlers = Handlers.inline();
                case "--lanes" -> handlers = Handlers.ordered();
                case "--transport" -> transport = IoTransport.valueOf(args[++i].toUpperCase(Locale.ROOT));
                default -> port = Integer.parseInt(args[i]);
            }
        }
        SocketIoServer io = SocketIoServer.builder()
                .host("127.0.0.1")
                .port(port)
                .handlers(handlers)
                .io(transport)
                .build();
        EventListener.One<Arguments> broadcast = arguments -> io.emit("msg", arguments);
        io.onConnection(socket -> {
            socket.onRequest("echo", arguments -> arguments);
            socket.on("broadcast", broadcast);
            socket.onRequest("join", String.class, room -> {
                socket.join(room);
                return Answer.of();
            });
        });
        io.start();
        System.out.println("ready " + ProcessHandle.current().pid());
    }
}
