package dev.socketwire.demo;

import dev.socketwire.socketio.SocketIoServer;

/** Passes a {@code chat message} on to everybody, its sender too. Its page: {@code /chat-message/}. */
final class ChatMessage {
    private ChatMessage() {}

    static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.on("chat message", String.class, text -> io.emit("chat message", text));
        });
    }
}
