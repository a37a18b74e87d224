package dev.socketwire.demo;

import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server does on the events of the chat. */
final class Chat {
    /** What a page asks for; what it gets is a {@link Guest}. */
    record Join(@Nullable String nick, @Nullable String room) {}

    /** Who is in which room, by the id of the socket. */
    record Guest(String id, String nick, String room) {}

    private final SocketIoServer io;
    private final Map<String, Guest> guests = new LinkedHashMap<>(); // in order of arrival; guarded by this

    Chat(SocketIoServer io) {
        this.io = io;
    }

    void open() {
        io.onConnection(socket -> {
            // A request: what it returns goes back to the page, which asks again whenever it is connected anew.
            socket.onRequest("join", Join.class, join -> enter(socket, join));
            // To everybody in the room, the sender too; then to all but the sender.
            socket.on(
                    "say",
                    String.class,
                    text -> io.to(guest(socket).room()).emit("said", guest(socket), fit(text, 500, "…")));
            socket.on(
                    "typing",
                    nothing -> socket.to(guest(socket).room())
                            .emit("typing", guest(socket).nick()));
            // To everybody in every room; then to all but the sender.
            socket.on("chat message", String.class, text -> io.emit("chat message", signed(socket, text)));
            socket.on("msg", String.class, text -> socket.broadcast().emit("serverMsg", signed(socket, text)));
            socket.onDisconnect(reason -> leave(socket));
        });
    }

    /** One at a time, so that the lists of people go out in the order in which people came and went. */
    private synchronized Guest enter(Socket socket, Join join) {
        leave(socket);
        Guest guest = new Guest(socket.id(), fit(join.nick(), 24, "guest"), fit(join.room(), 24, "lobby"));
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
        return guests.getOrDefault(socket.id(), new Guest(socket.id(), "", socket.id()));
    }

    /** The words, and behind them the name of the sender, if it has one. */
    private Object[] signed(Socket socket, String text) {
        String nick = guest(socket).nick();
        return nick.isEmpty() ? new Object[] {fit(text, 500, "…")} : new Object[] {fit(text, 500, "…"), nick};
    }

    /** The page limits what people type, but nothing makes a client use the page. */
    private static String fit(@Nullable String text, int most, String otherwise) {
        String tidy = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ").strip();
        int end = tidy.codePointCount(0, tidy.length()) <= most ? tidy.length() : tidy.offsetByCodePoints(0, most);
        return tidy.isEmpty() ? otherwise : tidy.substring(0, end);
    }
}
