package dev.socketwire.demo;

import dev.socketwire.socketio.SocketIoServer;

/** The smallest chat: what one says with {@code msg}, all others hear with {@code msg}. Its page: {@code /simple/}. */
final class SimpleChat {
    private SimpleChat() {}

    static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.on("msg", String.class, text -> socket.broadcast().emit("msg", text));
            socket.onDisconnect(reason -> System.out.println(socket.id() + " left: " + reason));
        });
    }
}
