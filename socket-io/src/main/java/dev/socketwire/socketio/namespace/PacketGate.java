package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AsyncPacketMiddleware;
import dev.socketwire.socketio.lane.Lanes;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The middlewares of one socket, and the events that wait for them in their order. Made with the first middleware. On the lane
 * of the socket, but for {@link #add} and {@link #isFull}.
 */
final class PacketGate {
    private static final int MAX_WAITING = 1024;

    private final SocketState socket;
    private final List<AsyncPacketMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final ArrayDeque<EventDispatch> waiting = new ArrayDeque<>(0);

    /** The event that a middleware has not answered yet. */
    private @Nullable EventDispatch asking;

    private long bytes;
    private boolean closed;

    /** Written on the lane, read on the home loop. */
    private volatile boolean full;

    PacketGate(SocketState socket) {
        this.socket = socket;
    }

    void add(AsyncPacketMiddleware middleware) {
        middlewares.add(middleware);
    }

    /** Whether so much waits that the client should not be read for now. */
    boolean isFull() {
        return full;
    }

    /** An event has come to its turn; taken. */
    void pass(EventDispatch event) {
        if (closed) {
            event.release();
        } else if (asking == null) {
            begin(event);
        } else {
            waiting.add(event);
            bytes += event.bytes();
            if (!full && (waiting.size() >= MAX_WAITING || bytes >= Lanes.INBOX_BYTES)) {
                full = true;
                socket.regulateSoon();
            }
        }
    }

    /** The socket has ended: what waits goes nowhere. */
    void close() {
        closed = true;
        if (asking != null) {
            asking.release();
            asking = null;
        }
        waiting.forEach(EventDispatch::release);
        waiting.clear();
        bytes = 0;
        room();
    }

    private void begin(EventDispatch event) {
        if (event.open()) {
            asking = event;
            ask(event, List.copyOf(middlewares).iterator());
        } else {
            event.release();
        }
    }

    private void ask(EventDispatch event, Iterator<AsyncPacketMiddleware> rest) {
        while (rest.hasNext()) {
            CompletableFuture<?> answer = answer(rest.next(), event);
            if (closed) {
                // The middleware has ended its socket, and the event is released.
                return;
            }
            if (!answer.isDone()) {
                answer.whenComplete((nothing, failure) -> socket.onLane(() -> answered(event, rest, failure)));
                return;
            }
            if (answer.isCompletedExceptionally()) {
                answer.whenComplete((nothing, failure) -> end(event, failure));
                return;
            }
        }
        end(event, null);
    }

    private static CompletableFuture<?> answer(AsyncPacketMiddleware middleware, EventDispatch event) {
        try {
            return Objects.requireNonNull(
                            middleware.on(event.name(), event.arguments()), "middleware answered no stage")
                    .toCompletableFuture();
        } catch (Exception | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(EventDispatch event, Iterator<AsyncPacketMiddleware> rest, @Nullable Throwable failure) {
        if (closed) {
            return;
        }
        if (failure == null) {
            ask(event, rest);
        } else {
            end(event, failure);
        }
        EventDispatch next = asking == null ? waiting.poll() : null;
        while (next != null) {
            bytes -= next.bytes();
            begin(next);
            next = asking == null ? waiting.poll() : null;
        }
        room();
    }

    /** An event goes on to its listeners, or goes nowhere. */
    private void end(EventDispatch event, @Nullable Throwable failure) {
        asking = null;
        try {
            if (failure != null) {
                socket.refused(
                        event.name(),
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            } else if (!socket.isDismissed()) {
                event.deliver();
            }
        } finally {
            event.release();
        }
    }

    private void room() {
        if (full && waiting.size() <= MAX_WAITING / 2 && bytes <= Lanes.INBOX_BYTES / 2) {
            full = false;
            socket.regulateSoon();
        }
    }
}
