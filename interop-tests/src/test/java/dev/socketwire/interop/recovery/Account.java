package dev.socketwire.interop.recovery;

import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server sends to one client until it is enough, in every way that there is to send to one: by the socket that it has,
 * by the one that it had first, by the id, by a room. Also while the client is away. Any thread.
 */
final class Account {
    /** So many are under way: the last of them waits for a word of the client. */
    private static final int WINDOW = 20;

    private static final int WHILE_AWAY = 3;

    private final SocketIoServer io;
    private final int client;
    private final BitSet up = new BitSet();
    private BooleanSupplier enough = () -> false;
    private @Nullable Socket first;
    private @Nullable Socket latest;
    private int sent;
    private int back;
    private int anew;
    private int wrong;
    private boolean over;

    Account(SocketIoServer io, int client) {
        this.io = io;
        this.client = client;
    }

    /** Asked before each batch: one event more is the last then. */
    synchronized void until(BooleanSupplier condition) {
        enough = condition;
    }

    /** How many were sent. */
    synchronized int sent() {
        return sent;
    }

    /** Whether no more will be sent. */
    synchronized boolean isOver() {
        return over;
    }

    /** How often the client was back. */
    synchronized int back() {
        return back;
    }

    /** How often it had lost its socket. */
    synchronized int anew() {
        return anew;
    }

    /** How many came twice, or not as they were sent. */
    synchronized int wrong() {
        return wrong;
    }

    synchronized void serve(Socket socket) {
        latest = socket;
        if (first == null) {
            first = socket;
            socket.join(room());
        } else if (socket.recovered() && socket.id().equals(first.id())) {
            back++;
        } else {
            anew++;
        }
        socket.on("got", Numbered.class, Integer.class, this::got);
        socket.onDisconnect(reason -> away());
    }

    private synchronized void got(Numbered event, int number) {
        // From one line to the next there is no order, for each has a lane of its own.
        wrong += event.isFor(client, Numbered.UP) && !up.get(event.number()) ? 0 : 1;
        up.set(event.number());
        if (number >= sent - 1 && !over) {
            over = enough.getAsBoolean();
            send(over ? 1 : WINDOW);
            if (over) {
                io.to(room()).emit("over");
            }
        }
    }

    private synchronized void away() {
        if (!over) {
            send(WHILE_AWAY);
        }
    }

    private void send(int count) {
        for (int end = sent + count; sent < end; sent++) {
            Numbered event = Numbered.of(client, Numbered.DOWN, sent, sent == end - 1);
            byte[] bytes = event.attachment();
            if (bytes.length == 0) {
                send(event);
            } else {
                send(event, bytes);
            }
        }
    }

    private void send(Numbered event, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = event;
        System.arraycopy(more, 0, arguments, 1, more.length);
        switch (event.number() % 4) {
            case 0 -> known(latest).emit("down", arguments);
            case 1 -> known(first).emit("down", arguments);
            case 2 -> io.to(known(first).id()).emit("down", arguments);
            default -> io.to(room()).emit("down", arguments);
        }
    }

    private String room() {
        return "room of " + client;
    }

    private static Socket known(@Nullable Socket socket) {
        if (socket == null) {
            throw new IllegalStateException("nobody was here");
        }
        return socket;
    }
}
