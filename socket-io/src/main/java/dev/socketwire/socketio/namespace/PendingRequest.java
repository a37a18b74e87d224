package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.AckTimeoutException;
import dev.socketwire.socketio.SocketDisconnectedException;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.Packet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request of ours to one client: completed exactly once, on the lane of the socket. */
final class PendingRequest<R> implements AckTable.Pending {
    /**
     * What is asked.
     *
     * @param limit the time for the answer, or null
     */
    record Question(
            String event, Object[] arguments, @Nullable Duration limit) {}

    private final SocketState socket;
    private final Question question;
    private final Class<R> type;
    private final CompletableFuture<R> future = new CompletableFuture<>();

    private PendingRequest(SocketState socket, Question question, Class<R> type) {
        this.socket = socket;
        this.question = question;
        this.type = type;
    }

    /** Sends a request. */
    static <R> CompletableFuture<R> send(SocketState socket, Question question, Class<R> type) {
        NamespaceState.checkName(question.event);
        PendingRequest<R> request = new PendingRequest<>(socket, question, type);
        long id = socket.acks().register(request);
        if (id < 0) {
            request.disconnected();
            return request.future;
        }
        Encoded encoded;
        try {
            encoded = socket.space().context().event(socket.space().wireName(), id, question.event, question.arguments);
        } catch (RuntimeException e) {
            socket.acks().forget(id);
            throw e;
        }
        Duration limit = question.limit;
        if (limit != null) {
            socket.onHome(() -> socket.acks().limit(id, limit));
        }
        socket.transmit(encoded);
        return request.future;
    }

    @Override
    public void answered(Packet ack) {
        Packet kept = ack.retain();
        socket.lane().run(() -> {
            try {
                complete(kept);
            } finally {
                kept.release();
            }
        });
    }

    @Override
    public void timedOut() {
        Duration limit = question.limit == null ? Duration.ZERO : question.limit;
        fail(new AckTimeoutException(question.event, socket.id(), limit));
    }

    @Override
    public void disconnected() {
        fail(new SocketDisconnectedException(question.event, socket.id()));
    }

    @SuppressWarnings("NullAway") // an answer of null completes the future with null
    private void complete(Packet ack) {
        try {
            ArgumentReader.Outcome outcome = socket.space()
                    .context()
                    .arguments
                    .read(ack, 0, socket.space().context().types(List.of(type)));
            if (outcome.misfit() == null) {
                future.complete(Values.get(outcome.values(), 0));
            } else {
                future.completeExceptionally(new IllegalArgumentException(outcome.misfit()));
            }
        } catch (PacketFormatException e) {
            future.completeExceptionally(e);
            socket.malformed(e);
        }
    }

    private void fail(RuntimeException failure) {
        socket.lane().run(() -> future.completeExceptionally(failure));
    }
}
