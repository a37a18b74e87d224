package dev.socketwire.socketio.test;

import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A server on a free port of 127.0.0.1 for the time of a test. Closes its clients before itself. Any thread. */
public final class TestServer implements AutoCloseable {
    private final SocketIoServer io;
    private final Queue<TestClient> clients = new ConcurrentLinkedQueue<>();

    private TestServer(SocketIoServer io) {
        this.io = io;
    }

    /** Starts a server with the default options. */
    public static TestServer start(Consumer<SocketIoServer> setUp) {
        return start(SocketIoServer.builder(), setUp);
    }

    /**
     * Starts a server.
     *
     * @param builder options of the program; address and port are chosen here
     * @param setUp adds the handlers of the program before the start
     */
    public static TestServer start(SocketIoServerBuilder builder, Consumer<SocketIoServer> setUp) {
        SocketIoServer io = builder.host("127.0.0.1").port(0).build();
        try {
            setUp.accept(io);
            return new TestServer(io.start());
        } catch (RuntimeException | Error e) {
            io.close();
            throw e;
        }
    }

    /** The server itself. */
    public SocketIoServer io() {
        return io;
    }

    /** The port that it listens on. */
    public int port() {
        return io.port();
    }

    /** Where clients of any kind connect. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Connects a client to {@code /}, over a connection of its own. */
    public TestClient connect() {
        return connect(TestClientOptions.create());
    }

    /**
     * Connects a client to a namespace.
     *
     * @throws ConnectErrorException where the server refuses it
     */
    public TestClient connect(String namespace) {
        return connect(TestClientOptions.create().namespace(namespace));
    }

    /**
     * Connects a client to a namespace with an {@code auth}.
     *
     * @throws ConnectErrorException where the server refuses it
     */
    public TestClient connect(String namespace, Object auth) {
        return connect(TestClientOptions.create().namespace(namespace).auth(auth));
    }

    /**
     * Connects a client.
     *
     * @throws ConnectErrorException where the server refuses it
     */
    public TestClient connect(TestClientOptions options) {
        TestClient client = TestClient.connect(uri(), options);
        clients.add(client);
        return client;
    }

    /** Closes the clients that were connected here so far; the server goes on. */
    void closeClients() {
        for (TestClient client = clients.poll(); client != null; client = clients.poll()) {
            client.close();
        }
    }

    /** Closes the clients that were connected here, then the server, and waits for it. */
    @Override
    public void close() {
        closeClients();
        io.close();
    }
}
