package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.Packet;
import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event to its listeners: the name, the arguments bound to what they ask for, the answer sent. On the lane of a socket. */
final class EventDispatch {
    private final SocketState socket;
    private final ServerContext context;
    private final Packet packet;

    /** Copied at most once, for the listeners that take what comes. */
    private @Nullable BoundArguments untyped;

    private boolean answered;
    private String name = "";

    private EventDispatch(SocketState socket, Packet packet) {
        this.socket = socket;
        this.context = socket.space().context();
        this.packet = packet;
    }

    /**
     * Hands an event to the lane of its socket. On the home loop.
     *
     * @param packet borrowed
     */
    static void hand(SocketState socket, Packet packet) {
        // Released when its listeners have run.
        Packet kept = socket.space().context().lanes.isInline() ? packet.retain() : packet.keep();
        socket.lane().run(() -> new EventDispatch(socket, kept).run(), kept.bytes());
    }

    private void run() {
        PacketGate gate = socket.gate();
        if (gate != null) {
            gate.pass(this);
            return;
        }
        try {
            if (open()) {
                deliver();
            }
        } finally {
            release();
        }
    }

    /** Reads the name and tells those who listen to whatever comes; false where nobody is to be told more. */
    boolean open() {
        if (socket.isDismissed()) {
            return false;
        }
        try {
            ByteBuf json = packet.json();
            if (json == null) {
                throw new PacketFormatException("event has no payload");
            }
            name = context.eventNames.read(json);
            if (socket.gate() == null && !socket.listeners().hear(name)) {
                context.arguments.check(json);
                return false;
            }
            for (EventListener.Any listener : socket.listeners().any()) {
                BoundArguments arguments = untyped();
                socket.guarded(name, () -> listener.on(name, arguments));
            }
            if (socket.gate() != null) {
                untyped();
            }
            return true;
        } catch (PacketFormatException e) {
            socket.malformed(e);
            return false;
        }
    }

    /** Calls the listeners of its name. */
    void deliver() {
        try {
            // As they are now: one that is told may add and remove others.
            for (Listeners.Listener listener : socket.listeners().all()) {
                if (listener.event().equals(name)
                        && (listener.mode() != Listeners.Mode.ONCE
                                || socket.listeners().take(listener))) {
                    call(name, listener);
                }
            }
        } catch (PacketFormatException e) {
            socket.malformed(e);
        }
    }

    /** Its bytes are not needed any more. */
    void release() {
        packet.release();
    }

    String name() {
        return name;
    }

    /** After {@link #open}. */
    BoundArguments arguments() {
        return Objects.requireNonNull(untyped);
    }

    long bytes() {
        return packet.bytes();
    }

    private void call(String event, Listeners.Listener listener) throws PacketFormatException {
        boolean answers = listener.mode() == Listeners.Mode.ANSWERING;
        List<@Nullable Object> values;
        if (listener.types() == null) {
            values = Collections.singletonList(untyped());
        } else {
            ArgumentReader.Outcome outcome = context.arguments.read(packet, 1, listener.types());
            if (outcome.misfit() != null) {
                context.tell(socket.id(), event, outcome.misfit());
                if (answers) {
                    reply().refuse(EventReply.BAD_ARGUMENTS);
                }
                return;
            }
            values = outcome.values();
        }
        if (answers) {
            answer(listener, values);
        } else {
            socket.guarded(event, () -> listener.call(values));
        }
    }

    private void answer(Listeners.Listener listener, List<@Nullable Object> values) {
        Object result;
        try {
            result = listener.call(values);
        } catch (Exception | Error failure) {
            reply().failed(failure);
            return;
        }
        reply().with(result);
    }

    /** The first of several answers is the one that the client gets. */
    private EventReply reply() {
        EventReply reply = new EventReply(socket, name, answered ? -1 : packet.ackId());
        answered = true;
        return reply;
    }

    private BoundArguments untyped() throws PacketFormatException {
        if (untyped == null) {
            untyped = BoundArguments.of(context, packet);
        }
        return untyped;
    }
}
