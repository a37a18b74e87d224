package dev.socketwire.socketio.annotations;

import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.SocketIoServer;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the annotated methods of objects the handlers of namespaces. Everything is checked when they are registered, nothing is
 * added where one of them is not right; from then on events cost no reflection. What a method throws is told to the error hook
 * of the server, as what a listener throws. Any thread.
 */
public final class Controllers {
    private Controllers() {}

    /**
     * Registers controllers, each in the namespace of its {@link SocketIoController}. They count for connections that come later.
     *
     * @param server whose namespaces they are; those that there are not yet are made
     * @param controllers objects with annotated methods, each called on the lane of the socket
     * @throws IllegalArgumentException where a class or a method is not right: it names the class, the method and what is wrong
     */
    public static void register(SocketIoServer server, Object... controllers) {
        List<ControllerMethods> all = scan(controllers);
        all.forEach(methods -> methods.addTo(server.of(methods.namespace())));
    }

    /**
     * Registers controllers in one namespace, whatever their annotations name: for a namespace that is chosen by the program,
     * such as a {@link dev.socketwire.socketio.ParentNamespace}.
     *
     * @param namespace the one for all of them
     * @param controllers as for {@link #register}
     * @throws IllegalArgumentException as {@link #register}
     */
    public static void registerIn(Namespace namespace, Object... controllers) {
        List<ControllerMethods> all = scan(controllers);
        all.forEach(methods -> methods.addTo(namespace));
    }

    private static List<ControllerMethods> scan(Object... controllers) {
        return Arrays.stream(controllers).map(ControllerMethods::of).toList();
    }
}
