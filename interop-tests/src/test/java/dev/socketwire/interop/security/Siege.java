package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server under attack with a well-behaved client beside it. After each test come the three checks: that client is still
 * served, all counts are what they were, and nothing was logged, leaked or thrown, nor has an event loop waited for anything.
 * Belongs to the thread of the test.
 */
public final class Siege implements BeforeEachCallback, AfterEachCallback {
    public static final String UNKNOWN_SID = "{\"code\":1,\"message\":\"Session ID unknown\"}";

    /** At once on a machine of its own; this one may be shared by a whole build, or stand still for a few seconds. */
    private static final Duration COUNTS_ARE_BACK = Duration.ofSeconds(20);

    /** A second on a machine of its own, as above. */
    private static final long ECHO_MILLIS = 3_000;

    /** What the error hook was told: event, class and message of the error. */
    public final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** The events that came, by name, whatever listens to them. */
    public final Queue<String> heard = new ConcurrentLinkedQueue<>();

    /** How a plain connection is made; by TLS where the row says so. */
    private IntFunction<RawHttp> connect = RawHttp::connect;

    private final Map<String, Queue<String>> ends = new ConcurrentHashMap<>();
    private final List<Consumer<Socket>> more = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> clients = new ArrayList<>();
    private final List<String> expectedLines = new ArrayList<>();
    private final Queue<String> uncaught = new ConcurrentLinkedQueue<>();
    private Thread.@Nullable UncaughtExceptionHandler before;
    private @Nullable SocketIoServer server;
    private @Nullable Bystander bystander;
    private @Nullable CapturedLog ours;
    private @Nullable CapturedLog netty;
    private @Nullable LoopWatch loops;

    @Override
    public void beforeEach(ExtensionContext context) {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.add(thread.getName() + ": " + error));
        ours = CapturedLog.of("dev.socketwire");
        netty = CapturedLog.of("io.netty");
        loops = LoopWatch.begun();
    }

    /** Starts the server with options of a row; with the defaults it starts by itself. */
    public SocketIoServer start(UnaryOperator<SocketIoServerBuilder> options) {
        assertThat(server).as("a server of this test").isNull();
        SocketIoServer io = options.apply(SocketIoServer.builder().host("127.0.0.1"))
                .onError((socketId, event, error) ->
                        errors.add(event + ": " + error.getClass().getSimpleName() + ": " + error.getMessage()))
                .build();
        io.onConnection(this::listen);
        io.start();
        server = io;
        return io;
    }

    /** From now on clients come by TLS. */
    public void comeBy(SSLContext tls) {
        connect = port -> RawHttp.connect(port, tls);
    }

    /** The server, and the well-behaved client beside it. */
    public SocketIoServer io() {
        SocketIoServer io = server == null ? start(options -> options) : server;
        if (bystander == null) {
            bystander = Bystander.connect(connect.apply(io.port()));
        }
        return io;
    }

    public int port() {
        return io().port();
    }

    Bystander bystander() {
        io();
        if (bystander == null) {
            throw new IllegalStateException("nobody is beside a server that is over");
        }
        return bystander;
    }

    /** What the program of this test does with each new socket of {@code /}. */
    public void onConnection(Consumer<Socket> handler) {
        more.add(handler);
    }

    /** A line of warning or error that is part of the row. */
    public void expectLine(String part) {
        expectedLines.add(part);
    }

    /** A plain connection, closed after the test. */
    public RawHttp http() {
        return closing(RawHttp.connect(port()));
    }

    /** A client in no namespace. */
    public Client session() {
        return closing(Client.open(port()));
    }

    /** A client in {@code /}. */
    public Client client() {
        return session().join();
    }

    /** A client that polls, in {@code /}. */
    public Poller poller() {
        return pollingSession().join();
    }

    /** A client that polls, in no namespace. */
    public Poller pollingSession() {
        return closing(Poller.open(port()));
    }

    public <T extends AutoCloseable> T closing(T client) {
        clients.add(client);
        return client;
    }

    /** The reasons for which a socket has ended, as its listeners were told. */
    public List<String> ends(String socketId) {
        return List.copyOf(ends.getOrDefault(socketId, new ConcurrentLinkedQueue<>()));
    }

    /** Waits until the server has read whatever was sent to it. */
    void awaitRead() {
        await().pollDelay(Duration.ZERO).until(() -> OpenChannels.allIsRead(port()));
    }

    /** The session has ended: nobody knows its id any more, and its socket was told once. */
    public void assertClosed(String sid, String socketId, String reason) {
        assertUnknown(sid);
        await().atMost(COUNTS_ARE_BACK)
                .untilAsserted(() -> assertThat(ends(socketId)).hasSize(1));
        assertThat(ends(socketId)).containsExactly(reason);
    }

    /** As above, for a client whose connection the server ends with a close code. */
    public void assertClosed(Client client, int code, String reason) {
        assertThat(client.readClose()).isEqualTo(code);
        assertClosed(client.sid(), client.id(), reason);
    }

    /** The session has ended, and had no socket. */
    public void assertUnknown(String sid) {
        soon().untilAsserted(() -> {
            try (RawHttp http = RawHttp.connect(port())) {
                RawHttp.Response answer = http.get(Poller.TARGET + "&sid=" + sid);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.text()).isEqualTo(UNKNOWN_SID);
            }
        });
    }

    /** Lines of the log so far, of our code. */
    public List<String> log() {
        return ours == null ? List.of() : ours.lines();
    }

    /** The well-behaved client is served while the attack goes on. */
    public void assertOthersAreServed(String text) {
        bystander().ask(text);
        assertThat(bystander().hears(text, ECHO_MILLIS)).as("an echo in time").isTrue();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            if (server != null) {
                assertOthersAreServed("after all");
                for (AutoCloseable client : clients) {
                    closeQuietly(client);
                }
                assertCountsAreBack(server);
            }
            assertThat(errors).as("what the error hook was told").isEmpty();
            assertThat(uncaught).as("uncaught exceptions").isEmpty();
            assertThat(loops == null ? List.of() : loops.found())
                    .as("event loops that waited")
                    .isEmpty();
            assertThat(unexpectedLines()).as("lines of warning or error").isEmpty();
        } finally {
            end();
        }
    }

    private void assertCountsAreBack(SocketIoServer io) {
        soon().untilAsserted(() -> {
            assertThat(io.sessionCount()).as("sessions").isOne();
            assertThat(io.of("/").socketCount()).as("sockets").isOne();
            assertThat(io.of("/").rooms().names())
                    .as("rooms")
                    .containsExactly(bystander().id());
            assertThat(OpenChannels.of(io.port())).as("channels").isOne();
        });
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(COUNTS_ARE_BACK);
    }

    private List<String> unexpectedLines() {
        return Stream.of(ours, netty)
                .flatMap(log -> log == null ? Stream.of() : log.linesFrom("WARN").stream())
                .filter(line -> expectedLines.stream().noneMatch(line::contains))
                .toList();
    }

    private void end() throws Exception {
        if (loops != null) {
            loops.close();
        }
        if (bystander != null) {
            bystander.close();
        }
        if (server != null) {
            server.close();
        }
        for (CapturedLog log : Stream.of(ours, netty).toList()) {
            if (log != null) {
                log.close();
            }
        }
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private void listen(Socket socket) {
        ends.put(socket.id(), new ConcurrentLinkedQueue<>());
        socket.onDisconnect(reason -> ends.get(socket.id()).add(reason.toString()));
        socket.onAny((event, args) -> heard.add(event));
        socket.on("echo", args -> socket.emit("echo", args));
        socket.onRequest("ask", (Arguments args) -> args);
        more.forEach(handler -> handler.accept(socket));
    }

    private static void closeQuietly(AutoCloseable client) throws Exception {
        try {
            client.close();
        } catch (UncheckedIOException e) {
            // The server was quicker.
        }
    }
}
