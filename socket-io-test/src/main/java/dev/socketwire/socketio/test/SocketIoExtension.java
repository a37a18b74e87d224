package dev.socketwire.socketio.test;

import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A {@link TestServer} for a test class, in a static field with {@code @RegisterExtension}, or for each test, in a field of the
 * object. Clients are closed after each test. A parameter of type {@link TestClient} is a new client in {@code /}; a
 * {@link TestServer} and a {@link SocketIoServer} can be had, too. Not for tests that run at the same time.
 */
public final class SocketIoExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final Supplier<SocketIoServerBuilder> builder;
    private final Consumer<SocketIoServer> setUp;

    /** By the thread of the tests only. */
    private @Nullable TestServer server;

    /** Classes that it is in: the one of its field and those nested in it. 0 where it is of single tests. */
    private int classes;

    private SocketIoExtension(Supplier<SocketIoServerBuilder> builder, Consumer<SocketIoServer> setUp) {
        this.builder = builder;
        this.setUp = setUp;
    }

    /** A server with the default options; the set-up adds the handlers of the program before each start. */
    public static SocketIoExtension of(Consumer<SocketIoServer> setUp) {
        return of(SocketIoServer::builder, setUp);
    }

    /** A server with options of the program; address and port are chosen here. */
    public static SocketIoExtension of(Supplier<SocketIoServerBuilder> builder, Consumer<SocketIoServer> setUp) {
        return new SocketIoExtension(builder, setUp);
    }

    /**
     * The server of the test that runs.
     *
     * @throws IllegalStateException where none runs
     */
    public TestServer server() {
        TestServer running = server;
        if (running == null) {
            throw new IllegalStateException("no server: it runs from before the test to after it");
        }
        return running;
    }

    /** Connects a client to {@code /}; as {@link TestServer#connect()}. */
    public TestClient connect() {
        return server().connect();
    }

    /** Connects a client to a namespace; as {@link TestServer#connect(String)}. */
    public TestClient connect(String namespace) {
        return server().connect(namespace);
    }

    /** Connects a client to a namespace with an {@code auth}; as {@link TestServer#connect(String, Object)}. */
    public TestClient connect(String namespace, Object auth) {
        return server().connect(namespace, auth);
    }

    /** Connects a client; as {@link TestServer#connect(TestClientOptions)}. */
    public TestClient connect(TestClientOptions options) {
        return server().connect(options);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes == 0) {
            server = TestServer.start(builder.get(), setUp);
        }
        classes++;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (classes == 0) {
            server = TestServer.start(builder.get(), setUp);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (classes > 0) {
            server().closeClients();
        } else {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        classes--;
        if (classes == 0) {
            stop();
        }
    }

    private void stop() {
        TestServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestClient.class || type == TestServer.class || type == SocketIoServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == TestClient.class) {
            return connect();
        }
        return type == TestServer.class ? server() : server().io();
    }
}
