package dev.socketwire.demo;

import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chat with rooms, names, pictures and a list of who is there. Its page: {@code /chat/}. */
final class Chat {
    /** What a page asks for; what it gets is a {@link Guest}. */
    record Join(@Nullable String nick, @Nullable String room) {}

    /** Who is in which room, by the id of the socket. */
    record Guest(String id, String nick, String room) {}

    private final SocketIoServer io;
    private final History history;
    private final Map<String, Guest> guests = new LinkedHashMap<>(); // in order of arrival; guarded by this

    private Chat(SocketIoServer io, History history) {
        this.io = io;
        this.history = history;
    }

    static void install(SocketIoServer io, History history) {
        Chat chat = new Chat(io, history);
        io.onConnection(socket -> {
            // A request: what it returns goes back to the page.
            socket.onRequest("join", Join.class, join -> chat.enter(socket, join));
            // To everybody in the room, the sender too; then to all but the sender.
            socket.on("say", String.class, text -> chat.say(chat.guest(socket), text));
            socket.on("typing", nothing -> chat.others(socket).emit("typing", chat.nick(socket)));
            // Bytes are an argument like any other: a picture for all others in the room.
            socket.onRequest(
                    "picture", sent -> chat.show(socket, sent.get(0, String.class), sent.get(1, byte[].class)));
            // To everybody in every room; then to all but the sender.
            socket.on("shout", String.class, text -> chat.shout(chat.nick(socket), text));
            socket.on("wave", nothing -> socket.broadcast().emit("wave", chat.nick(socket)));
            socket.onDisconnect(reason -> chat.leave(socket));
        });
    }

    /** One at a time, so that the lists of people go out in the order in which people came and went. */
    private synchronized Guest enter(Socket socket, Join join) {
        leave(socket);
        Guest guest = new Guest(socket.id(), Words.fit(join.nick(), 24, "guest"), Words.fit(join.room(), 24, "lobby"));
        guests.put(guest.id(), guest);
        socket.join(guest.room());
        tellWhoIsIn(guest.room());
        return guest;
    }

    private synchronized void leave(Socket socket) {
        Guest guest = guests.remove(socket.id());
        if (guest != null) {
            socket.leave(guest.room());
            tellWhoIsIn(guest.room());
        }
    }

    private void tellWhoIsIn(String room) {
        List<Guest> here = guests.values().stream()
                .filter(guest -> guest.room().equals(room))
                .toList();
        io.to(room).emit("who", room, here);
    }

    /** A client that never joined is alone: in the room that every socket has, that of its id. */
    private synchronized Guest guest(Socket socket) {
        return guests.getOrDefault(socket.id(), new Guest(socket.id(), "somebody", socket.id()));
    }

    /** One at a time, so that a room hears its words in the order in which they are kept. */
    private synchronized void say(Guest guest, String text) {
        History.Message kept = history.add("chat/" + guest.room(), "CHAT", Words.fit(text, 500, "…"), guest.nick());
        io.to(guest.room()).emit("said", guest, kept.message(), kept.id());
    }

    /** The answer says why a picture is refused. Pictures are not kept: the history is in memory. */
    private Map<String, String> show(Socket socket, String name, byte[] bytes) {
        Optional<String> refusal = PictureBytes.refusal(bytes);
        if (refusal.isPresent()) {
            return Map.of("error", refusal.get());
        }
        String type = PictureBytes.typeOf(bytes).orElseThrow();
        others(socket).emit("picture", guest(socket), Words.fit(name, 60, "picture"), type, bytes);
        return Map.of();
    }

    private void shout(String nick, String text) {
        io.emit("shout", Words.fit(text, 500, "…"), nick);
    }

    private Broadcast others(Socket socket) {
        return socket.to(guest(socket).room());
    }

    private String nick(Socket socket) {
        return guest(socket).nick();
    }
}
