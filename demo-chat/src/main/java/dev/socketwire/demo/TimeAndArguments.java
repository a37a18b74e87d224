package dev.socketwire.demo;

import dev.socketwire.socketio.SocketIoServer;

/** Greets each client with the time, and takes an event of three arguments. Its page: {@code /time/}. */
final class TimeAndArguments {
    private TimeAndArguments() {}

    static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.emit("time", System.currentTimeMillis());
            socket.on("aaa", Number.class, Number.class, Number.class, (a, b, c) -> {
                System.out.println("aaa: " + a + " " + b + " " + c);
                socket.emit("seen", a, b, c);
            });
        });
    }
}
