package dev.socketwire.socketio.annotations;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.Socket;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One method of one controller, ready to be called. Immutable; called on the lane of the socket. */
final class HandlerMethod {
    private final String name;
    private final Parameters parameters;
    private final boolean answers;

    /** From an array of the parameters to the result. */
    private final MethodHandle handle;

    private HandlerMethod(String name, Parameters parameters, boolean answers, MethodHandle handle) {
        this.name = name;
        this.parameters = parameters;
        this.answers = answers;
        this.handle = handle;
    }

    /**
     * Checks a method.
     *
     * @throws IllegalArgumentException where it cannot be a handler
     */
    static HandlerMethod of(Object controller, Method method, HandlerKind kind) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers)) {
            throw Misuse.of(method, "is private, an " + kind + " method must not be");
        }
        if (Modifier.isStatic(modifiers)) {
            throw Misuse.of(method, "is static, an " + kind + " method must not be");
        }
        boolean returns = method.getReturnType() != void.class;
        if (returns && kind != HandlerKind.EVENT) {
            throw Misuse.of(method, "returns something, but " + kind + " has nobody to answer: it must be void");
        }
        Parameters parameters = Parameters.of(method, kind);
        MethodHandle handle = accessible(method)
                .bindTo(controller)
                .asFixedArity()
                .asSpreader(Object[].class, method.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        return new HandlerMethod(Misuse.name(method), parameters, returns, handle);
    }

    private static MethodHandle accessible(Method method) {
        // Where it stays closed the look-up says so.
        boolean opened = method.trySetAccessible();
        try {
            return MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    Misuse.name(method) + " cannot be called"
                            + (opened ? "" : ": open its package to the module dev.socketwire.socketio.annotations"),
                    e);
        }
    }

    /** Whether its result is the acknowledgement. */
    boolean answers() {
        return answers;
    }

    /** A socket is new. */
    void connected(Socket socket) {
        callUnchecked(socket, null);
    }

    /** A socket has ended. */
    void ended(Socket socket, DisconnectReason reason) {
        callUnchecked(socket, reason);
    }

    /** Has it hear an event of a socket. The arguments go straight to their types where the API has listeners of their number. */
    void listen(Socket socket, String event) {
        List<Type> types = parameters.types();
        if (answers) {
            answer(socket, event, types);
            return;
        }
        switch (types.size()) {
            case 1 -> socket.on(event, types.get(0), (EventListener.One<@Nullable Object>) a -> call(socket, null, a));
            case 2 ->
                socket.on(event, types.get(0), types.get(1), (EventListener.Two<@Nullable Object, @Nullable Object>)
                        (a, b) -> call(socket, null, a, b));
            case 3 ->
                socket.on(event, types.get(0), types.get(1), types.get(2), (EventListener.Three<
                                @Nullable Object, @Nullable Object, @Nullable Object>)
                        (a, b, c) -> call(socket, null, a, b, c));
            default -> socket.on(event, (Arguments all) -> callWith(socket, all));
        }
    }

    @SuppressWarnings("NullAway") // null is an answer, too
    private void answer(Socket socket, String event, List<Type> types) {
        if (types.size() == 1) {
            socket.onRequest(event, types.get(0), argument -> call(socket, null, argument));
        } else {
            socket.onRequest(event, all -> callWith(socket, all));
        }
    }

    private @Nullable Object callWith(Socket socket, Arguments all) throws Exception {
        return parameters.takesWhateverComes()
                ? call(socket, null, all)
                : call(socket, null, bound(all, parameters.types()));
    }

    /** As the API binds the arguments of its typed listeners: what was not sent is null. */
    private static @Nullable Object[] bound(Arguments all, List<Type> types) {
        @Nullable Object[] values = new @Nullable Object[types.size()];
        for (int i = 0; i < values.length; i++) {
            Type type = types.get(i);
            try {
                values[i] = i < all.size() ? all.get(i, type) : null;
            } catch (RuntimeException e) {
                // Not kept as the cause: it quotes the client.
                throw new IllegalArgumentException("argument " + i + " does not fit " + type.getTypeName());
            }
            if (values[i] == null && type instanceof Class<?> plain && plain.isPrimitive()) {
                throw new IllegalArgumentException("argument " + i + " is missing, must be " + type.getTypeName());
            }
        }
        return values;
    }

    private @Nullable Object call(Socket socket, @Nullable DisconnectReason reason, @Nullable Object... values)
            throws Exception {
        List<Parameters.Source> sources = parameters.sources();
        @Nullable Object[] all = new @Nullable Object[sources.size()];
        int next = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = switch (sources.get(i)) {
                case SOCKET -> socket;
                case HANDSHAKE -> socket.handshake();
                case REASON -> reason;
                case ARGUMENT, ARGUMENTS -> values[next++];
            };
        }
        try {
            return (Object) handle.invokeExact(all);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name + " threw", e);
        }
    }

    /** What a handler throws goes on as it is: the consumers of the API declare nothing, but their callers take whatever comes. */
    private void callUnchecked(Socket socket, @Nullable DisconnectReason reason) {
        try {
            call(socket, reason);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            HandlerMethod.<RuntimeException>rethrow(e);
        }
    }

    @SuppressWarnings("unchecked") // nothing is cast: exceptions are checked by the compiler alone
    private static <E extends Exception> void rethrow(Exception e) throws E {
        throw (E) e;
    }

    @Override
    public String toString() {
        return name;
    }
}
