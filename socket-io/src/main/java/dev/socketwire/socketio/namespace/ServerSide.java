package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.ServerAnswers;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.ArgumentTypes;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.lane.Lane;
import dev.socketwire.socketio.spi.EmitResult;
import dev.socketwire.socketio.spi.Payload;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the servers of one namespace tell each other, past the clients. Any thread; listeners run on a lane of their own. */
final class ServerSide {
    private static final Set<String> RESERVED = Set.of("connect", "connection", "new_namespace");

    private final NamespaceState namespace;
    private final ServerContext context;
    private final Supplier<List<Listeners.Listener>> listeners;
    private final Lane lane;

    /**
     * The events of one namespace.
     *
     * @param listeners those that are told, as they are when something comes
     */
    ServerSide(NamespaceState namespace, Supplier<List<Listeners.Listener>> listeners) {
        this.namespace = namespace;
        this.context = namespace.context();
        this.listeners = listeners;
        this.lane = context.lanes.lane(() -> {});
    }

    /** Whether a name may be used between servers. */
    static void checkName(String event) {
        if (RESERVED.contains(event)) {
            throw new IllegalArgumentException("\"" + event + "\" is a reserved event name between servers");
        }
    }

    void emit(String event, Object... arguments) {
        checkName(event);
        namespace.adapter().serverSideEmit(payload(event, arguments));
    }

    <R> CompletableFuture<ServerAnswers<R>> request(Duration limit, String event, Type type, Object... arguments) {
        checkName(event);
        ArgumentTypes types = context.types(List.of(type));
        CompletableFuture<ServerAnswers<R>> future = new CompletableFuture<>();
        namespace
                .adapter()
                .serverSideEmitWithAck(payload(event, arguments), limit)
                .whenComplete((result, failure) -> context.lanes.answer(() -> {
                    if (failure != null) {
                        future.completeExceptionally(failure);
                    } else {
                        future.complete(bound(event, result, types));
                    }
                }));
        return future;
    }

    /** Another server has told something. */
    void received(Payload event) {
        ForeignEvent foreign = context.foreign(event);
        Packet packet = ServerContext.packet(Packet.Kind.EVENT, event);
        lane.run(
                () -> {
                    for (Listeners.Listener listener : listeners.get()) {
                        if (listener.event().equals(foreign.name())) {
                            call(listener, foreign, packet);
                        }
                    }
                },
                packet.bytes());
    }

    /** Another server asks something; fails where nobody answers. */
    CompletionStage<Payload> asked(Payload event) {
        ForeignEvent foreign = context.foreign(event);
        Packet packet = ServerContext.packet(Packet.Kind.EVENT, event);
        CompletableFuture<Payload> answer = new CompletableFuture<>();
        lane.run(
                () -> {
                    for (Listeners.Listener listener : listeners.get()) {
                        if (listener.event().equals(foreign.name())) {
                            CompletionStage<@Nullable Object> result = call(listener, foreign, packet);
                            if ((listener.mode() == Listeners.Mode.ANSWERING)) {
                                complete(answer, foreign.name(), result);
                            }
                        }
                    }
                    // What is still to come is not late: only where nobody answers there will be nothing.
                    if (listeners.get().stream()
                            .noneMatch(one -> one.mode() == Listeners.Mode.ANSWERING
                                    && one.event().equals(foreign.name()))) {
                        answer.completeExceptionally(
                                new IllegalStateException("nobody answers \"" + foreign.name() + "\""));
                    }
                },
                packet.bytes());
        return answer;
    }

    private void complete(CompletableFuture<Payload> answer, String event, CompletionStage<@Nullable Object> result) {
        result.whenComplete((value, failure) -> {
            try {
                if (failure != null) {
                    throw failure;
                }
                answer.complete(Payloads.taken(encoded(value)));
            } catch (Throwable e) {
                Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
                context.tell("", event, cause);
                answer.completeExceptionally(cause);
            }
        });
    }

    @SuppressWarnings("unchecked") // a stage of whatever it is
    private CompletionStage<@Nullable Object> call(Listeners.Listener listener, ForeignEvent event, Packet packet) {
        try {
            List<@Nullable Object> values = Collections.singletonList(event.arguments());
            if (listener.types() != null) {
                ArgumentReader.Outcome outcome = context.arguments.read(packet, 1, listener.types());
                if (outcome.misfit() != null) {
                    throw outcome.misfit();
                }
                values = outcome.values();
            }
            Object result = listener.call(values);
            return result instanceof CompletionStage<?> stage
                    ? (CompletionStage<@Nullable Object>) stage
                    : CompletableFuture.completedFuture(result);
        } catch (Exception | Error e) {
            if (listener.mode() != Listeners.Mode.ANSWERING) {
                context.tell("", event.name(), e);
            }
            return CompletableFuture.failedFuture(e);
        }
    }

    private Payload payload(String event, Object... arguments) {
        return Payloads.taken(context.event("/", -1, event, arguments));
    }

    private Encoded encoded(@Nullable Object value) {
        if (value instanceof BoundArguments arguments) {
            return context.encoder.ack("/", -1, arguments.raw());
        }
        return context.encoder.ack(
                "/", -1, value instanceof Answer several ? several.values() : Collections.singletonList(value));
    }

    private <R> ServerAnswers<R> bound(String event, EmitResult result, ArgumentTypes types) {
        List<R> values = new ArrayList<>();
        for (Payload answer : result.answers()) {
            try {
                ArgumentReader.Outcome outcome = context.read(ServerContext.packet(Packet.Kind.ACK, answer), types);
                if (outcome.misfit() == null) {
                    values.add(Values.get(outcome.values(), 0));
                } else {
                    context.tell("", event, outcome.misfit());
                }
            } catch (PacketFormatException | RuntimeException | Error e) {
                context.tell("", event, e);
            }
        }
        return new ServerAnswers<>(
                values, result.silentServers() + result.answers().size() - values.size());
    }
}
