package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.AckTimeoutException;
import dev.socketwire.socketio.SocketDisconnectedException;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.lane.Lanes;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request of ours to one client: completed exactly once, beside the lane of the socket. */
final class PendingRequest<R> implements AckTable.Pending, Deadlines.Waiting {
    /**
     * What is asked.
     *
     * @param way how it is sent, and the time for the answer
     */
    record Question(String event, Object[] arguments, SocketEmitter way) {}

    private final SocketState socket;
    private final String event;
    private final @Nullable Duration limit;
    private final Type type;
    private final CompletableFuture<R> future = new CompletableFuture<>();

    /** Set once, before it is sent. */
    private long id;

    /** Home loop only. */
    private boolean over;

    private PendingRequest(SocketState socket, Question question, Type type) {
        this.socket = socket;
        this.event = question.event;
        this.limit = question.way.limit();
        this.type = type;
    }

    /** Sends a request. */
    static <R> CompletableFuture<R> send(SocketState socket, Question question, Type type) {
        NamespaceState.checkName(question.event);
        PendingRequest<R> request = new PendingRequest<R>(socket, question, type);
        request.id = socket.acks().register(request);
        if (request.id < 0) {
            return CompletableFuture.failedFuture(new SocketDisconnectedException(question.event, socket.id()));
        }
        Encoded encoded;
        try {
            encoded = socket.space()
                    .context()
                    .event(socket.space().wireName(), request.id, question.event, question.arguments);
        } catch (RuntimeException | Error e) {
            socket.acks().take(request.id);
            throw e;
        }
        request.future.whenComplete((answer, failure) -> request.forget());
        if (request.limit != null) {
            socket.onHome(request::begin);
        }
        socket.tellOutgoing(question.event, question.arguments);
        socket.transmit(encoded, question.way.options());
        return request.future;
    }

    @Override
    public void answered(Packet ack) {
        end();
        Packet kept = ack.retain();
        long bytes = ack.bytes();
        socket.lane().keep(bytes);
        // Not on the lane: a listener that waits for this very answer holds it.
        lanes().answer(() -> {
            Runnable completion;
            try {
                completion = bind(kept);
            } finally {
                kept.release();
                socket.lane().letGo(bytes);
            }
            completion.run();
        });
    }

    @Override
    public void disconnected() {
        end();
        fail(new SocketDisconnectedException(event, socket.id()));
    }

    @Override
    public void overdue() {
        over = true;
        if (limit != null && socket.acks().take(id) != null) {
            fail(new AckTimeoutException(event, socket.id(), limit));
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    /** The time for the answer begins. */
    private void begin() {
        if (limit != null && !over) {
            deadlines().add(this, limit.toNanos());
        }
    }

    /** The future is complete. Where the program did that itself, say by a time of its own, nobody waits any more. */
    private void forget() {
        if (socket.acks().take(id) != null) {
            socket.onHome(this::end);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            if (limit != null) {
                deadlines().over();
            }
        }
    }

    private Deadlines deadlines() {
        return socket.space().context().deadlines(socket.session().home());
    }

    /** What completes the future: what hangs on it may take its time, and the bytes are not needed for that. */
    @SuppressWarnings("NullAway") // an answer of null completes the future with null
    private Runnable bind(Packet ack) {
        try {
            ServerContext context = socket.space().context();
            ArgumentReader.Outcome outcome = context.read(ack, context.types(List.of(type)));
            if (outcome.misfit() == null) {
                R answer = Values.get(outcome.values(), 0);
                return () -> future.complete(answer);
            }
            return failing(new IllegalArgumentException(
                    "answer to \"" + event + "\" from socket " + socket.id() + ": "
                            + outcome.misfit().getMessage(),
                    outcome.misfit()));
        } catch (PacketFormatException e) {
            socket.malformed(e);
            return failing(e);
        } catch (RuntimeException | Error e) {
            // What a constructor or a deserializer of the program may end in.
            return failing(e);
        }
    }

    private Runnable failing(Throwable failure) {
        return () -> future.completeExceptionally(failure);
    }

    private void fail(RuntimeException failure) {
        lanes().failure(failing(failure));
    }

    private Lanes lanes() {
        return socket.space().context().lanes;
    }
}
