package dev.socketwire.socketio.test;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: Engine.IO 4 over a WebSocket, shared by a client's namespaces. Sending: any thread. The methods of the listener
 * are called one at a time.
 */
final class Line implements WebSocket.Listener {
    /** How long a server may take to let a client in. */
    static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, TestClient> members = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    /** What is sent goes one behind the other. Guarded by this. */
    private CompletableFuture<WebSocket> sent = new CompletableFuture<>();

    // The listener's only.
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<byte[]> attachments = new ArrayList<>();
    private @Nullable WirePacket incomplete;

    private Line() {}

    /** Opens a connection and waits for it. */
    static Line open(URI server, TestClientOptions options) {
        Line line = new Line();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(CONNECT_LIMIT);
        options.headers.forEach(builder::header);
        try {
            WebSocket socket = builder.buildAsync(target(server, options), line).join();
            line.sent.complete(socket);
            line.opened
                    .orTimeout(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            line.cut();
            String answer = e.getCause() instanceof WebSocketHandshakeException refused
                    ? "answered " + refused.getResponse().statusCode()
                    : "did not open a session";
            throw new IllegalStateException(server + " " + answer, e.getCause());
        }
        return line;
    }

    private static URI target(URI server, TestClientOptions options) {
        StringBuilder query = new StringBuilder("?EIO=4&transport=websocket");
        options.query.forEach((name, value) -> query.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String path = options.path.endsWith("/") ? options.path : options.path + "/";
        return URI.create("ws://" + server.getAuthority() + path + query);
    }

    /** Adds a client, to which the packets of its namespace go. */
    void add(TestClient client) {
        if (members.putIfAbsent(client.namespace(), client) != null) {
            throw new IllegalStateException("this connection is in " + client.namespace() + " already");
        }
    }

    void remove(TestClient client) {
        members.remove(client.namespace(), client);
    }

    synchronized void send(WirePacket packet) {
        sendText("4" + packet.text());
        for (byte[] attachment : packet.attachments()) {
            sent = sent.thenCompose(socket -> socket.sendBinary(ByteBuffer.wrap(attachment), true));
        }
    }

    private synchronized void sendText(String message) {
        sent = sent.thenCompose(socket -> socket.sendText(message, true));
    }

    /** Ends the connection as a client does that goes. */
    synchronized void close() {
        sent = sent.thenCompose(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    /** Breaks the connection. */
    void cut() {
        synchronized (this) {
            sent.thenAccept(WebSocket::abort);
        }
        ended("transport close");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            guarded(socket, () -> message(message));
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
        if (last) {
            byte[] message = bytes.toByteArray();
            bytes.reset();
            guarded(socket, () -> attachment(message));
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended("transport close");
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ended("transport error");
    }

    private void guarded(WebSocket socket, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            ended("parse error: " + e.getMessage());
            socket.abort();
        }
    }

    private void message(String message) {
        switch (message.charAt(0)) {
            case '0' -> opened.complete(null);
            case '1' -> ended("transport close");
            case '2' -> sendText("3");
            case '4' -> packet(WirePacket.parse(message.substring(1)));
            default -> throw new IllegalArgumentException("no message of Engine.IO: " + message);
        }
    }

    private void packet(WirePacket packet) {
        if (packet.binaries() > 0) {
            incomplete = packet;
        } else {
            deliver(packet);
        }
    }

    private void attachment(byte[] message) {
        WirePacket packet = incomplete;
        if (packet == null) {
            throw new IllegalArgumentException("an attachment of no packet");
        }
        attachments.add(message);
        if (attachments.size() == packet.binaries()) {
            incomplete = null;
            WirePacket complete = packet.with(attachments);
            attachments.clear();
            deliver(complete);
        }
    }

    private void deliver(WirePacket packet) {
        TestClient client = members.get(packet.namespace());
        if (client != null) {
            client.onPacket(packet);
        }
    }

    private void ended(String reason) {
        opened.completeExceptionally(new IllegalStateException(reason));
        List.copyOf(members.values()).forEach(client -> client.onEnd(reason));
    }
}
