package dev.socketwire.socketio.annotations;

import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.Socket;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The handlers of one controller, checked and ready. Immutable, any thread. */
final class ControllerMethods {
    /** The words of the protocol, which no client sends as events. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final String namespace;
    private final List<HandlerMethod> connections = new ArrayList<>();
    private final List<HandlerMethod> ends = new ArrayList<>();
    private final List<EventMethod> events = new ArrayList<>();

    /** Which method answers an event: there is one acknowledgement. */
    private final Map<String, HandlerMethod> answering = new TreeMap<>();

    private record EventMethod(String event, HandlerMethod method) {}

    private ControllerMethods(String namespace) {
        this.namespace = namespace;
    }

    /**
     * Reads a controller.
     *
     * @throws IllegalArgumentException where something is not right
     */
    static ControllerMethods of(Object controller) {
        Class<?> type = controller.getClass();
        SocketIoController mark = type.getAnnotation(SocketIoController.class);
        if (mark == null) {
            throw new IllegalArgumentException(type.getName() + " is not annotated with @SocketIoController");
        }
        ControllerMethods methods = new ControllerMethods(mark.value());
        annotated(type).forEach(method -> methods.add(controller, method));
        if (methods.connections.isEmpty() && methods.ends.isEmpty() && methods.events.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getName() + " has no method with @OnConnection, @OnEvent or @OnDisconnect");
        }
        return methods;
    }

    String namespace() {
        return namespace;
    }

    void addTo(Namespace space) {
        space.onConnection(this::begin);
    }

    /** The listeners first: a handler of the connection that throws must not cost them. On the lane of the socket. */
    private void begin(Socket socket) {
        events.forEach(each -> each.method().listen(socket, each.event()));
        ends.forEach(method -> socket.onDisconnect(reason -> method.ended(socket, reason)));
        connections.forEach(method -> method.connected(socket));
    }

    private void add(Object controller, Method method) {
        OnEvent event = method.getAnnotation(OnEvent.class);
        boolean connection = method.isAnnotationPresent(OnConnection.class);
        boolean end = method.isAnnotationPresent(OnDisconnect.class);
        if ((event != null ? 1 : 0) + (connection ? 1 : 0) + (end ? 1 : 0) > 1) {
            throw Misuse.of(method, "has several of @OnConnection, @OnEvent and @OnDisconnect, may have one");
        }
        if (connection) {
            connections.add(HandlerMethod.of(controller, method, HandlerKind.CONNECTION));
        } else if (end) {
            ends.add(HandlerMethod.of(controller, method, HandlerKind.DISCONNECT));
        } else if (event != null) {
            addEvents(HandlerMethod.of(controller, method, HandlerKind.EVENT), method, event.value());
        }
    }

    private void addEvents(HandlerMethod handler, Method method, String... names) {
        if (names.length == 0) {
            throw Misuse.of(method, "has an @OnEvent that names no event");
        }
        for (String name : names) {
            if (name.isBlank()) {
                throw Misuse.of(method, "has an @OnEvent whose name is empty");
            }
            if (RESERVED.contains(name)) {
                throw Misuse.of(method, "listens to \"" + name + "\", which is a word of the protocol and no event");
            }
            if (handler.answers()) {
                HandlerMethod other = answering.putIfAbsent(name, handler);
                if (other != null) {
                    throw Misuse.of(
                            method, "answers \"" + name + "\", as " + other + " does: one of them must be void");
                }
            }
            events.add(new EventMethod(name, handler));
        }
    }

    /**
     * The annotated methods of a class and of all that it extends and implements. Of a method that overrides another the
     * annotations of either count, the nearest first: proxies override without them.
     */
    private static List<Method> annotated(Class<?> type) {
        Set<Class<?>> family = new LinkedHashSet<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            family.add(each);
        }
        for (Class<?> each : List.copyOf(family)) {
            addInterfaces(each, family);
        }
        List<Method> found = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Class<?> each : family) {
            for (Method method : Signatures.inOrder(each)) {
                if (isAnnotated(method) && known.add(Signatures.of(method)) && !method.isBridge()) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> family) {
        for (Class<?> each : type.getInterfaces()) {
            family.add(each);
            addInterfaces(each, family);
        }
    }

    private static boolean isAnnotated(Method method) {
        return method.isAnnotationPresent(OnEvent.class)
                || method.isAnnotationPresent(OnConnection.class)
                || method.isAnnotationPresent(OnDisconnect.class);
    }
}
