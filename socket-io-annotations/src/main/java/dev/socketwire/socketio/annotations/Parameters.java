package dev.socketwire.socketio.annotations;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.Connection;
import dev.socketwire.socketio.Emitter;
import dev.socketwire.socketio.EngineConnection;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketData;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the parameters of a method come from. Immutable.
 *
 * @param sources one for each parameter
 * @param types those of the arguments of an event, in order
 */
record Parameters(List<Source> sources, List<Type> types) {
    /** Where a value comes from. */
    enum Source {
        SOCKET,
        HANDSHAKE,
        REASON,
        /** One argument of the event. */
        ARGUMENT,
        /** Whatever the event has. */
        ARGUMENTS
    }

    /** Parts of the API that look as if they could be had, and how they can. */
    private static final List<Class<?>> BY_THE_SOCKET =
            List.of(Broadcast.class, Emitter.class, Connection.class, EngineConnection.class, SocketData.class);

    /**
     * Checks the parameters of a method.
     *
     * @throws IllegalArgumentException where one cannot be bound
     */
    static Parameters of(Method method, HandlerKind kind) {
        List<Source> sources = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        Type[] generic = method.getGenericParameterTypes();
        for (int i = 0; i < generic.length; i++) {
            Source source = source(method.getParameterTypes()[i]);
            String wrong = wrong(source, generic[i], kind);
            if (wrong != null) {
                throw Misuse.of(method, "has a parameter of type " + generic[i].getTypeName() + ", " + wrong);
            }
            sources.add(source);
            if (source == Source.ARGUMENT) {
                types.add(generic[i]);
            }
        }
        if (sources.contains(Source.ARGUMENTS)
                && sources.stream().filter(Parameters::isOfEvent).count() > 1) {
            throw Misuse.of(method, "has parameters beside its Arguments, which are all that the event has");
        }
        return new Parameters(List.copyOf(sources), List.copyOf(types));
    }

    boolean takesWhateverComes() {
        return sources.contains(Source.ARGUMENTS);
    }

    private static boolean isOfEvent(Source source) {
        return source == Source.ARGUMENT || source == Source.ARGUMENTS;
    }

    private static Source source(Class<?> type) {
        if (type == Socket.class) {
            return Source.SOCKET;
        } else if (type == HandshakeInfo.class) {
            return Source.HANDSHAKE;
        } else if (type == DisconnectReason.class) {
            return Source.REASON;
        }
        return type == Arguments.class ? Source.ARGUMENTS : Source.ARGUMENT;
    }

    private static @Nullable String wrong(Source source, Type type, HandlerKind kind) {
        return switch (source) {
            case SOCKET, HANDSHAKE -> null;
            case REASON -> kind == HandlerKind.DISCONNECT ? null : "which only an @OnDisconnect method may have";
            case ARGUMENTS -> kind == HandlerKind.EVENT ? null : "but " + kind + " has no arguments";
            case ARGUMENT -> {
                if (kind != HandlerKind.EVENT) {
                    yield "but " + kind + " has no arguments";
                }
                yield type instanceof Class<?> plain ? wrongClass(plain) : wrongVariables(type);
            }
        };
    }

    private static @Nullable String wrongClass(Class<?> type) {
        if (BY_THE_SOCKET.stream().anyMatch(known -> known.isAssignableFrom(type))) {
            return "which is no argument of an event: take a Socket, and what it has";
        }
        return type.isAnnotationPresent(FunctionalInterface.class)
                ? "to which no argument can be bound: the acknowledgement is what the method returns"
                : null;
    }

    private static @Nullable String wrongVariables(Type type) {
        if (!hasVariable(type)) {
            return type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw
                    ? wrongClass(raw)
                    : null;
        }
        return "to which no argument can be bound: it has a type variable";
    }

    private static boolean hasVariable(Type type) {
        if (type instanceof GenericArrayType array) {
            return hasVariable(array.getGenericComponentType());
        }
        return type instanceof TypeVariable
                || (type instanceof ParameterizedType generic
                        && Stream.of(generic.getActualTypeArguments()).anyMatch(Parameters::hasVariable));
    }
}
