package dev.socketwire.demo;

import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import org.jspecify.annotations.Nullable;

/** A chat of people with names, by {@code socket.send} alone, and with a {@link History}. Its page: {@code /login/}. */
final class LoginChat {
    /** The room of this chat in the history. */
    static final String ROOM = "login";

    private static final DataKey<String> NAME = DataKey.of("login chat name", String.class);

    /** What a client sends: {@code LOGIN} comes with a name, {@code CHAT} with a message. */
    record Sent(
            @Nullable String type,
            @Nullable String name,
            @Nullable String message) {}

    private final SocketIoServer io;
    private final History history;

    private LoginChat(SocketIoServer io, History history) {
        this.io = io;
        this.history = history;
    }

    static void install(SocketIoServer io, History history) {
        LoginChat chat = new LoginChat(io, history);
        io.onConnection(socket -> {
            socket.onMessage(Sent.class, sent -> {
                if ("LOGIN".equals(sent.type())) {
                    chat.login(socket, Words.fit(sent.name(), 24, "guest"));
                } else if ("CHAT".equals(sent.type())) {
                    chat.say(socket, Words.fit(sent.message(), 500, "…"));
                }
            });
            socket.onRequest("history", History.Question.class, history::page);
            socket.onDisconnect(reason -> chat.leave(socket));
        });
    }

    private void login(Socket socket, String name) {
        socket.data().put(NAME, name);
        tell("LOGIN", name + " joined the chat", null);
    }

    /** Who has no name yet is not heard. */
    private void say(Socket socket, String text) {
        socket.data().get(NAME).ifPresent(name -> tell("CHAT", text, name));
    }

    private void leave(Socket socket) {
        socket.data().get(NAME).ifPresent(name -> tell("LOGIN", name + " left the chat", null));
    }

    /** One at a time, so that everybody hears what was said in the order in which it is kept. */
    private synchronized void tell(String type, String message, @Nullable String sender) {
        io.send(history.add(ROOM, type, message, sender));
    }
}
