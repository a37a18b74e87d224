package dev.socketwire.interop.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.OkHttp;
import dev.socketwire.interop.ServerUnderTest;
import dev.socketwire.interop.Way;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.emitter.Emitter;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What a scenario gets: it opens clients and proxies, all of which are closed after it. */
final class Bench implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ServerUnderTest server;
    private final Way way;
    private final Generation generation;
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final OkHttp http = new OkHttp();

    Bench(ServerUnderTest server, Way way, Generation generation) {
        this.server = server;
        this.way = way;
        this.generation = generation;
    }

    ServerUnderTest server() {
        return server;
    }

    Generation generation() {
        return generation;
    }

    /** The reference has ways of its own with the revisions before: the scenarios say where. */
    boolean isReferenceForOldClients() {
        return generation == Generation.FIRST && server.name().equals("reference");
    }

    boolean usesWebSocket() {
        return way.usesWebSocket();
    }

    boolean upgrades() {
        return way == Way.UPGRADE;
    }

    /** A socket that has not been waited for. */
    Socket open(String namespace, Consumer<IO.Options> choices) {
        return open(server.port(), namespace, choices);
    }

    Socket open(int port, String namespace, Consumer<IO.Options> choices) {
        IO.Options options = new IO.Options();
        options.transports = way.transports();
        options.forceNew = true;
        options.reconnection = false;
        http.carry(options);
        choices.accept(options);
        Socket socket = IO.socket(URI.create("http://127.0.0.1:" + port + namespace), options);
        open.push(socket::disconnect);
        return socket;
    }

    Socket connect() {
        return connect(server.port(), "/", options -> {});
    }

    /** A socket that is connected and, where its way says so, upgraded. */
    Socket connect(int port, String namespace, Consumer<IO.Options> choices) {
        Socket socket = open(port, namespace, choices);
        CompletableFuture<List<Object>> connected = next(socket, Socket.EVENT_CONNECT);
        CompletableFuture<List<Object>> refused = next(socket, generation.refusal());
        socket.connect();
        CompletableFuture.anyOf(connected, refused)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(socket.connected()).as("connected, or refused: %s", refused).isTrue();
        settled(socket);
        return socket;
    }

    /** Waits for the upgrade, where there is to be one. */
    void settled(Socket socket) {
        if (upgrades()) {
            await().atMost(PATIENCE).until(() -> transportName(socket).equals("websocket"));
        }
    }

    static String transportName(Socket socket) {
        return Engines.transportName(engine(socket));
    }

    static io.socket.engineio.client.Socket engine(Socket socket) {
        return Engines.of(socket.io());
    }

    /** Waits until the connection of a socket has ended: a client that opens a new one before gets the two mixed up. */
    static void ended(io.socket.engineio.client.Socket engine) {
        await().atMost(PATIENCE).until(() -> Engines.state(engine).equals("closed"));
    }

    /** The arguments of the next event of this name. */
    static CompletableFuture<List<Object>> next(Emitter emitter, String event) {
        CompletableFuture<List<Object>> args = new CompletableFuture<>();
        emitter.once(event, values -> args.complete(Arrays.asList(values)));
        return args;
    }

    static <T> T within(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Asks the server with an acknowledgement; the arguments of its answer. */
    static List<Object> ask(Socket socket, String event, Object... args) throws Exception {
        CompletableFuture<List<Object>> answer = new CompletableFuture<>();
        socket.emit(event, args, (Ack) values -> answer.complete(Arrays.asList(values)));
        return within(answer);
    }

    /** What is registered is closed after the scenario, last first. */
    <T extends AutoCloseable> T closing(T resource) {
        open.push(() -> {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return resource;
    }

    Socket closing(Socket socket) {
        open.push(socket::disconnect);
        return socket;
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
        http.close();
    }

    /** A look behind the client's facade: its transport shows only there. */
    private static final class Engines {
        static io.socket.engineio.client.Socket of(Manager manager) {
            return (io.socket.engineio.client.Socket) field(Manager.class, "engine", manager);
        }

        static String transportName(io.socket.engineio.client.Socket engine) {
            Object transport = field(io.socket.engineio.client.Socket.class, "transport", engine);
            return ((io.socket.engineio.client.Transport) transport).name;
        }

        static String state(io.socket.engineio.client.Socket engine) {
            return field(io.socket.engineio.client.Socket.class, "readyState", engine)
                    .toString();
        }

        private static Object field(Class<?> type, String name, Object object) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field.get(object);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
