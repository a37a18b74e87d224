package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.RequestRefused;
import dev.socketwire.socketio.codec.Encoded;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets for an event that it wants to be answered, be it a result or a failure. Throws nothing. Any thread.
 *
 * @param ackId -1 where nobody waits for an answer
 */
record EventReply(SocketState socket, String event, long ackId) {
    static final String BAD_ARGUMENTS = "bad arguments";
    private static final String INTERNAL_ERROR = "internal error";

    /** What a listener has returned: an answer, or the promise of one. */
    void with(@Nullable Object result) {
        if (!(result instanceof CompletionStage<?> stage)) {
            send(result);
            return;
        }
        Runnable kept = ackId < 0 ? () -> {} : socket.owed().made();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                send(value);
            } else {
                failed(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
            kept.run();
        });
    }

    /** A refusal is the client's to know, whatever else is thrown the program's: of that the client hears that it was. */
    void failed(Throwable failure) {
        if (failure instanceof RequestRefused refused) {
            Map<String, Object> answer = error(String.valueOf(refused.getMessage()));
            refused.data().ifPresent(data -> answer.put("data", data));
            send(answer);
        } else {
            tell(failure);
            refuse(INTERNAL_ERROR);
        }
    }

    /** Nothing of it but the message. */
    void refuse(String message) {
        send(error(message));
    }

    private static Map<String, Object> error(String message) {
        Map<String, Object> answer = new LinkedHashMap<>(4);
        answer.put("error", message);
        return answer;
    }

    private void send(@Nullable Object value) {
        if (ackId < 0) {
            return;
        }
        try {
            socket.answer(written(value));
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    /** Where a value cannot be written, its client is told at least that. */
    private Encoded written(@Nullable Object value) {
        try {
            return encode(value);
        } catch (RuntimeException | Error e) {
            tell(e);
            return encode(error(INTERNAL_ERROR));
        }
    }

    private Encoded encode(@Nullable Object value) {
        ServerContext context = socket.space().context();
        String namespace = socket.space().wireName();
        if (value instanceof BoundArguments arguments) {
            return context.encoder.ack(namespace, ackId, arguments.raw());
        }
        return context.encoder.ack(
                namespace,
                ackId,
                value instanceof Answer several ? several.values() : Collections.singletonList(value));
    }

    private void tell(Throwable failure) {
        socket.space().context().tell(socket.id(), event, failure);
    }
}
