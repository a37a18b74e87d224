package dev.socketwire.interop;

import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.Connection;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.testkit.FreePort;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Our server with the listeners of the scenarios, twice: with the defaults, and with little patience. */
final class InteropServer implements ServerUnderTest {
    private static final Duration PING_INTERVAL = Duration.ofMillis(300);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(2);

    private final Queue<InteropListeners.Ended> ends = new ConcurrentLinkedQueue<>();
    private final ControlPort control = ControlPort.listen();
    private final UnaryOperator<SocketIoServerBuilder> options;
    private SocketIoServer patient;
    private SocketIoServer impatient;

    private InteropServer(UnaryOperator<SocketIoServerBuilder> options) {
        this.options = options;
        // Ports that nobody else gets while the servers start again.
        patient = start(SocketIoServer.builder().port(FreePort.any()));
        impatient = start(impatientOn(FreePort.any()));
        control.on("/info", query -> info())
                .on("/gone", query -> gone(query.substring("tag=".length())))
                .on("/ready", query -> isReady(query.substring("tag=".length())))
                .on("/restart", query -> restartBoth());
    }

    static InteropServer start() {
        return start(UnaryOperator.identity());
    }

    /** With options that both have. */
    static InteropServer start(UnaryOperator<SocketIoServerBuilder> options) {
        return new InteropServer(options);
    }

    @Override
    public URI control() {
        return control.uri();
    }

    @Override
    public synchronized void close() {
        control.close();
        patient.close();
        impatient.close();
    }

    private synchronized Map<String, Object> info() {
        return Map.of(
                "name",
                "socketwire",
                "url",
                "http://127.0.0.1:" + patient.port(),
                "impatientUrl",
                "http://127.0.0.1:" + impatient.port());
    }

    @Override
    public List<Gone> gone(String tag) {
        return ends.stream()
                .filter(end -> end.tag().equals(tag))
                .map(InteropListeners.Ended::gone)
                .toList();
    }

    private synchronized boolean isReady(String tag) {
        return Stream.of(patient, impatient)
                .flatMap(io -> io.of("/").sockets().stream())
                .anyMatch(socket -> InteropListeners.isReady(socket, tag));
    }

    private synchronized Object restartBoth() {
        int patientPort = patient.port();
        int impatientPort = impatient.port();
        patient.close();
        impatient.close();
        patient = start(SocketIoServer.builder().port(patientPort));
        impatient = start(impatientOn(impatientPort));
        return Map.of();
    }

    private static SocketIoServerBuilder impatientOn(int port) {
        return SocketIoServer.builder()
                .port(port)
                .pingInterval(PING_INTERVAL)
                .pingTimeout(PING_TIMEOUT)
                .connectTimeout(Duration.ofSeconds(2));
    }

    private SocketIoServer start(SocketIoServerBuilder builder) {
        SocketIoServer io = options.apply(builder).host("127.0.0.1").build();
        listen(io.of("/"));
        listen(io.of("/other"));
        listen(io.of("/slow").useAsync(InteropServer::agreeLater));
        io.of("/closed").use(connection -> {
            throw new ConnectionRefused("closed today 🔒");
        });
        io.of("/private")
                .use(connection -> {
                    if (!connection.auth(Login.class).token().equals("secret")) {
                        throw new ConnectionRefused("not authorized", new Refusal(4001, "bring a token"));
                    }
                })
                .onConnection(socket -> socket.onRequest(
                        "my name", args -> Answer.of(socket.auth(Login.class).name())));
        io.start();
        return io;
    }

    private static CompletionStage<Void> agreeLater(Connection connection) {
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS));
    }

    private void listen(Namespace namespace) {
        InteropListeners listeners = new InteropListeners(namespace, ends);
        namespace.onConnection(listeners::listen);
    }

    /** Why a client is turned away. */
    record Refusal(int code, String hint) {}

    /** What a client of the private namespace brings. */
    record Login(String token, String name) {}
}
