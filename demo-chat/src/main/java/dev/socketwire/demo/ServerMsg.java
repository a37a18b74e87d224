package dev.socketwire.demo;

import dev.socketwire.socketio.SocketIoServer;

/** Passes a {@code msg} on to everyone but its sender, as {@code serverMsg}. Its page: {@code /server-msg/}. */
final class ServerMsg {
    private ServerMsg() {}

    static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.on("msg", String.class, text -> socket.broadcast().emit("serverMsg", text));
        });
    }
}
