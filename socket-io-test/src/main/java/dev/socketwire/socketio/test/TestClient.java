package dev.socketwire.socketio.test;

import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.Event;
import dev.socketwire.socketio.Request;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * A client in one namespace, in the process of the test: Socket.IO 5 and Engine.IO 4 over a real WebSocket. It keeps what comes
 * until it is asked for, and does not come back after a break. What one thread emits arrives in its order. Any thread.
 */
public final class TestClient implements AutoCloseable {
    private final Line line;
    private final TestClientOptions options;
    private final String namespace;
    private final Values values;
    private final Inbox inbox;
    private final CompletableFuture<String> id = new CompletableFuture<>();
    private final AtomicLong ackIds = new AtomicLong();
    private final Map<Long, PendingAnswer> answers = new ConcurrentHashMap<>();

    private record PendingAnswer(String event, CompletableFuture<Arguments> future) {}

    private TestClient(Line line, TestClientOptions options, String namespace) {
        this.line = line;
        this.options = options;
        this.namespace = namespace.startsWith("/") ? namespace : "/" + namespace;
        this.values = new Values(options.mapper);
        this.inbox = new Inbox(this.namespace);
    }

    /**
     * Connects to a server, wherever it is; {@link TestServer#connect(TestClientOptions)} for one of its own.
     *
     * @param server such as {@code http://127.0.0.1:8080}
     * @throws ConnectErrorException where a middleware of the namespace refuses it
     * @throws IllegalStateException where there is no session to be had within 10 s
     * @throws AssertionError where the namespace says neither yes nor no within 10 s
     */
    public static TestClient connect(URI server, TestClientOptions options) {
        Line line = Line.open(server, options);
        try {
            return new TestClient(line, options, options.namespace).joined(options.auth);
        } catch (RuntimeException | Error e) {
            line.close();
            throw e;
        }
    }

    /**
     * Connects to another namespace over the same connection; as {@link #of(String, Object)}.
     *
     * @throws ConnectErrorException where the server refuses it
     */
    public TestClient of(String other) {
        return new TestClient(line, options, other).joined(null);
    }

    /**
     * Connects to another namespace over the same connection, with an {@code auth}.
     *
     * @throws ConnectErrorException where the server refuses it
     * @throws AssertionError where it says neither yes nor no within 10 s
     */
    public TestClient of(String other, Object auth) {
        return new TestClient(line, options, other).joined(auth);
    }

    private TestClient joined(@Nullable Object auth) {
        line.add(this);
        line.send(WirePacket.plain(WirePacket.CONNECT, namespace, auth == null ? "" : values.json(auth)));
        after(
                Line.CONNECT_LIMIT,
                () -> id.completeExceptionally(new AssertionError("the server neither let the client into " + namespace
                        + " nor refused it within " + Line.CONNECT_LIMIT.toMillis() + " ms")));
        try {
            id.join();
            return this;
        } catch (CompletionException e) {
            line.remove(this);
            if (e.getCause() instanceof ConnectErrorException refused) {
                throw refused;
            }
            throw new AssertionError("the client did not get into " + namespace, e.getCause());
        }
    }

    /** The id of its socket on the server. */
    public String id() {
        return id.join();
    }

    /** The name of its namespace. */
    public String namespace() {
        return namespace;
    }

    /** Whether it is connected, as far as it knows. */
    public boolean isConnected() {
        return !inbox.isEnded();
    }

    // Sending.

    /** Sends an event; {@code byte[]}, {@code ByteBuffer} and {@code InputStream} as binary values. */
    public void emit(String event, @Nullable Object... arguments) {
        line.send(values.event(namespace, -1, event, arguments));
    }

    /** Sends an event of a contract. */
    public <T> void emit(Event<T> event, T argument) {
        emit(event.name(), argument);
    }

    /**
     * Sends an event and asks for an answer. Without one within the patience of the client, or after its end, the future fails
     * with an {@link AssertionError} that says what came instead.
     */
    public CompletableFuture<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        long ackId = ackIds.getAndIncrement();
        CompletableFuture<Arguments> answer = new CompletableFuture<>();
        answers.put(ackId, new PendingAnswer(event, answer));
        if (inbox.isEnded()) {
            answers.remove(ackId);
            answer.completeExceptionally(inbox.unanswered(event, ""));
        }
        line.send(values.event(namespace, ackId, event, arguments));
        after(options.patience, () -> {
            if (answers.remove(ackId) != null) {
                answer.completeExceptionally(inbox.unanswered(event, " within " + options.patience.toMillis() + " ms"));
            }
        });
        return answer;
    }

    /** As {@link #emitWithAck}; the first value of the answer is bound to the type. */
    public <R> CompletableFuture<R> request(String event, Class<R> type, @Nullable Object... arguments) {
        return request(event, (Type) type, arguments);
    }

    /** As {@link #request(String, Class, Object...)}, for an answer of a generic type. */
    public <R> CompletableFuture<R> request(String event, TypeReference<R> type, @Nullable Object... arguments) {
        return request(event, type.getType(), arguments);
    }

    /** Asks the request of a contract. */
    public <A, R> CompletableFuture<R> request(Request<A, R> request, A argument) {
        return request(request.name(), request.answer(), argument);
    }

    @SuppressWarnings("unchecked") // what is bound to the type is of the type
    private <R> CompletableFuture<R> request(String event, Type type, @Nullable Object... arguments) {
        return emitWithAck(event, arguments).thenApply(answer -> (R) answer.get(0, type));
    }

    // What comes.

    /** Expects an event: the first of this name that nobody has expected yet. */
    public Expectation<ReceivedEvent> expect(String event) {
        return new Expectation<>(options.patience, limit -> inbox.take(event, limit));
    }

    /** Expects an event, its first argument bound to the type. */
    public <T> Expectation<T> expect(String event, Class<T> type) {
        return expect(event, (Type) type);
    }

    /** Expects an event, its first argument bound to a generic type. */
    public <T> Expectation<T> expect(String event, TypeReference<T> type) {
        return expect(event, type.getType());
    }

    /** Expects an event of a contract. */
    public <T> Expectation<T> expect(Event<T> event) {
        return expect(event.name(), event.type());
    }

    @SuppressWarnings("unchecked") // what is bound to the type is of the type
    private <T> Expectation<T> expect(String event, Type type) {
        return new Expectation<>(
                options.patience, limit -> (T) inbox.take(event, limit).first(type));
    }

    /**
     * Expects the end, and answers its reason in the words of a client: {@code io server disconnect}, {@code io client disconnect},
     * {@code transport close}, {@code transport error}.
     */
    public Expectation<String> expectDisconnect() {
        return new Expectation<>(options.patience, inbox::awaitEnd);
    }

    /** What has come and nobody has expected yet, in order. */
    public List<ReceivedEvent> received() {
        return inbox.all();
    }

    // The end.

    /** Leaves the namespace; the other namespaces of its connection stay. */
    public void disconnect() {
        if (isConnected()) {
            line.send(WirePacket.plain(WirePacket.DISCONNECT, namespace, ""));
            onEnd("io client disconnect");
        }
    }

    /** Breaks the connection of all its namespaces without a word, as a lost network does. */
    public void cut() {
        line.cut();
    }

    /** Closes the connection of all its namespaces. */
    @Override
    public void close() {
        line.close();
    }

    // From the connection.

    void onPacket(WirePacket packet) {
        switch (packet.type()) {
            case WirePacket.CONNECT ->
                id.complete(values.mapper().readTree(packet.json()).path("sid").asString());
            case WirePacket.CONNECT_ERROR -> {
                JsonNode error = values.mapper().readTree(packet.json());
                id.completeExceptionally(new ConnectErrorException(
                        error.path("message").asString(), error.path("data"), options.mapper));
            }
            case WirePacket.DISCONNECT -> onEnd("io server disconnect");
            case WirePacket.EVENT, WirePacket.BINARY_EVENT -> inbox.add(received(packet));
            default -> {
                PendingAnswer answer = answers.remove(packet.ackId());
                if (answer != null) {
                    answer.future().complete(values.arguments(packet, 0));
                }
            }
        }
    }

    private ReceivedEvent received(WirePacket packet) {
        return new ReceivedEvent(
                values.name(packet),
                values.arguments(packet, 1),
                packet.ackId() < 0 ? null : answer -> line.send(values.ack(namespace, packet.ackId(), answer)));
    }

    void onEnd(String reason) {
        line.remove(this);
        inbox.end(reason);
        id.completeExceptionally(new IllegalStateException(reason));
        answers.values().forEach(answer -> answer.future().completeExceptionally(inbox.unanswered(answer.event(), "")));
        answers.clear();
    }

    private static void after(Duration time, Runnable task) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(task);
    }
}
