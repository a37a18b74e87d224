package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.Packet;
import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An event to its listeners: the name, the arguments bound to what they ask for, the answer sent. On the lane of a socket. */
final class EventDispatch {
    private final SocketState socket;
    private final ServerContext context;
    private final Packet packet;

    /** Copied at most once, for the listeners that take what comes. */
    private @Nullable BoundArguments untyped;

    private boolean answered;

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
        socket.lane()
                .run(
                        () -> {
                            try {
                                if (!socket.isDismissed()) {
                                    new EventDispatch(socket, kept).run();
                                }
                            } catch (PacketFormatException e) {
                                socket.malformed(e);
                            } finally {
                                kept.release();
                            }
                        },
                        kept.bytes());
    }

    private void run() throws PacketFormatException {
        ByteBuf json = packet.json();
        if (json == null) {
            throw new PacketFormatException("event has no payload");
        }
        String event = context.eventNames.read(json);
        if (!socket.listeners().hear(event)) {
            context.arguments.check(json);
            return;
        }
        // As they are now: a listener may add and remove others.
        List<Listeners.Listener> listeners = socket.listeners().all();
        for (EventListener.Any listener : socket.listeners().any()) {
            BoundArguments arguments = untyped();
            guarded(event, () -> listener.on(event, arguments));
        }
        for (Listeners.Listener listener : listeners) {
            if (listener.event().equals(event)) {
                call(event, listener);
            }
        }
    }

    private void call(String event, Listeners.Listener listener) throws PacketFormatException {
        List<@Nullable Object> values;
        if (listener.types() == null) {
            values = Collections.singletonList(untyped());
        } else {
            ArgumentReader.Outcome outcome = context.arguments.read(packet, 1, listener.types());
            if (outcome.misfit() != null) {
                context.tell(socket.id(), event, outcome.misfit());
                return;
            }
            values = outcome.values();
        }
        guarded(event, () -> {
            Object result = listener.call().with(values);
            if (listener.answers()) {
                answer(event, result);
            }
        });
    }

    private void answer(String event, @Nullable Object result) {
        if (answered || packet.ackId() < 0) {
            return;
        }
        answered = true;
        long ackId = packet.ackId();
        if (result instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, failure) -> {
                if (failure != null) {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    context.tell(socket.id(), event, cause);
                } else {
                    guarded(event, () -> send(ackId, value));
                }
            });
        } else {
            send(ackId, result);
        }
    }

    private void send(long ackId, @Nullable Object value) {
        if (value instanceof BoundArguments arguments) {
            socket.answer(context.encoder.ack(socket.space().wireName(), ackId, arguments.raw()));
        } else if (value instanceof Answer several) {
            socket.answer(context.encoder.ack(socket.space().wireName(), ackId, several.values()));
        } else {
            socket.answer(context.encoder.ack(socket.space().wireName(), ackId, Collections.singletonList(value)));
        }
    }

    private BoundArguments untyped() throws PacketFormatException {
        if (untyped == null) {
            untyped = BoundArguments.of(context, packet);
        }
        return untyped;
    }

    private void guarded(String event, Action action) {
        try {
            action.run();
        } catch (Exception | Error e) {
            context.tell(socket.id(), event, e);
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }
}
