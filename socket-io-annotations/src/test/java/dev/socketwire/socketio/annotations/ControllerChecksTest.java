package dev.socketwire.socketio.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is not right is said when a controller is registered: class, method and what is wrong. */
class ControllerChecksTest {
    private static final String PLACE = "dev.socketwire.socketio.annotations.ControllerChecksTest$";

    private static void refused(Object controller, String message) {
        try (SocketIoServer io = SocketIoServer.builder().host("127.0.0.1").build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Controllers.register(io, controller))
                    .withMessage(PLACE + message);
        }
    }

    static class Plain {
        @OnEvent("x")
        void on() {}
    }

    @SocketIoController
    static class Empty {
        void on() {}
    }

    @Test
    void classes() {
        refused(new Plain(), "Plain is not annotated with @SocketIoController");
        refused(new Empty(), "Empty has no method with @OnConnection, @OnEvent or @OnDisconnect");
    }

    @SocketIoController
    static class Private {
        @OnEvent("x")
        @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
        private void on(String text) {}
    }

    @SocketIoController
    static class Static {
        @OnConnection
        static void on(Socket socket) {}
    }

    @SocketIoController
    static class Both {
        @OnConnection
        @OnDisconnect
        void on() {}
    }

    @SocketIoController
    static class Returning {
        @OnDisconnect
        int on() {
            return 1;
        }
    }

    @Test
    void methods() {
        refused(new Private(), "Private.on(String) is private, an @OnEvent method must not be");
        refused(new Static(), "Static.on(Socket) is static, an @OnConnection method must not be");
        refused(new Both(), "Both.on() has several of @OnConnection, @OnEvent and @OnDisconnect, may have one");
        refused(
                new Returning(),
                "Returning.on() returns something, but @OnDisconnect has nobody to answer: it must be void");
    }

    @SocketIoController
    static class Unnamed {
        @OnEvent({})
        void on() {}
    }

    @SocketIoController
    static class Blank {
        @OnEvent(" ")
        void on() {}
    }

    @SocketIoController
    static class Reserved {
        @OnEvent("disconnect")
        void on() {}
    }

    @SocketIoController
    static class Twice {
        @OnEvent("x")
        int one() {
            return 1;
        }

        @OnEvent("x")
        int two(String text) {
            return 2;
        }
    }

    @Test
    void events() {
        refused(new Unnamed(), "Unnamed.on() has an @OnEvent that names no event");
        refused(new Blank(), "Blank.on() has an @OnEvent whose name is empty");
        refused(
                new Reserved(),
                "Reserved.on() listens to \"disconnect\", which is a word of the protocol and no event");
        refused(
                new Twice(),
                "Twice.two(String) answers \"x\", as " + PLACE + "Twice.one() does: one of them must be void");
    }

    @SocketIoController
    static class ArgumentOfConnection {
        @OnConnection
        void on(Socket socket, String text) {}
    }

    @SocketIoController
    static class ReasonOfEvent {
        @OnEvent("x")
        void on(DisconnectReason reason) {}
    }

    @SocketIoController
    static class Callback {
        @OnEvent("x")
        void on(String text, Consumer<String> callback) {}
    }

    @SocketIoController
    static class TheNamespace {
        @OnEvent("x")
        void on(Namespace namespace) {}
    }

    @SocketIoController
    static class Variable<T> {
        @OnEvent("x")
        void on(List<T> list) {}
    }

    @SocketIoController
    static class Beside {
        @OnEvent("x")
        void on(Arguments arguments, String text) {}
    }

    @Test
    void parameters() {
        refused(
                new ArgumentOfConnection(),
                "ArgumentOfConnection.on(Socket, String) has a parameter of type java.lang.String, but @OnConnection has no"
                        + " arguments");
        refused(
                new ReasonOfEvent(),
                "ReasonOfEvent.on(DisconnectReason) has a parameter of type dev.socketwire.engineio.DisconnectReason, which only"
                        + " an @OnDisconnect method may have");
        refused(
                new Callback(),
                "Callback.on(String, Consumer) has a parameter of type java.util.function.Consumer<java.lang.String>, to which no"
                        + " argument can be bound: the acknowledgement is what the method returns");
        refused(
                new TheNamespace(),
                "TheNamespace.on(Namespace) has a parameter of type dev.socketwire.socketio.Namespace, which is no argument of an"
                        + " event: take a Socket, and what it has");
        refused(
                new Variable<String>(),
                "Variable.on(List) has a parameter of type java.util.List<T>, to which no argument can be bound: it has a type"
                        + " variable");
        refused(
                new Beside(),
                "Beside.on(Arguments, String) has parameters beside its Arguments, which are all that the event has");
    }

    @SocketIoController("/new")
    static class Fine {
        @OnConnection
        void on() {}
    }

    @Test
    void nothingIsAddedWhereOneIsNotRight() {
        try (SocketIoServer io = SocketIoServer.builder().host("127.0.0.1").build()) {
            AtomicInteger made = new AtomicInteger();
            io.onNewNamespace(namespace -> made.incrementAndGet());
            assertThatIllegalArgumentException().isThrownBy(() -> Controllers.register(io, new Fine(), new Plain()));
            assertThat(made).hasValue(0);
            Controllers.register(io, new Fine());
            assertThat(made).hasValue(1);
        }
    }
}
