package dev.socketwire.interop.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.ParentNamespace;
import dev.socketwire.socketio.SocketIoServer;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock clients that are asked all together, in namespaces that are made for them. */
class BroadcastsTest {
    private final SocketIoServer io = SocketIoServer.builder()
            .host("127.0.0.1")
            .cleanupEmptyChildNamespaces(true)
            .build()
            .start();
    private final ParentNamespace rooms = io.of(Pattern.compile("/room-\\d+"));
    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final OkHttpClient http = new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(calls))
            .connectionPool(new ConnectionPool())
            .build();
    private final List<Socket> clients = new ArrayList<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        clients.forEach(Socket::disconnect);
        io.close();
        calls.shutdown();
        http.connectionPool().evictAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void allOfARoomAnswer(String transport) throws Exception {
        connect(transport, "/room-1", true);
        connect(transport, "/room-1", true);
        connect(transport, "/room-1", false);
        await().until(() -> rooms.socketCount() == 3);
        AckReport<String> report = io.of("/room-1")
                .timeout(Duration.ofSeconds(4))
                .request("who?", String.class, "x", new byte[] {1})
                .get(20, TimeUnit.SECONDS);
        assertThat(report.answers()).containsExactly("x1", "x1");
        assertThat(report.asked()).isEqualTo(3);
        assertThat(report.silent()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void aParentReachesAllItsChildren(String transport) {
        connect(transport, "/room-1", true);
        connect(transport, "/room-22", true);
        Socket none = connect(transport, "/hall", true);
        none.on(Socket.EVENT_CONNECT_ERROR, args -> heard.add(String.valueOf(args[0])));
        await().until(() -> rooms.socketCount() == 2);
        rooms.compress(false).emit("news", 7);
        await().until(() -> heard.stream().filter("news 7"::equals).count() == 2);
        clients.forEach(Socket::disconnect);
        await().until(() -> rooms.children().isEmpty());
        assertThat(none.connected()).isFalse();
    }

    private Socket connect(String transport, String namespace, boolean answers) {
        IO.Options options = new IO.Options();
        options.transports = new String[] {transport};
        options.callFactory = http;
        options.webSocketFactory = http;
        options.forceNew = true;
        options.reconnection = false;
        Socket client = IO.socket(URI.create("http://127.0.0.1:" + io.port() + namespace), options);
        client.on("news", args -> heard.add("news " + args[0]));
        client.on("who?", args -> {
            if (answers) {
                ((Ack) args[2]).call(args[0] + "" + ((byte[]) args[1])[0]);
            }
        });
        clients.add(client.connect());
        return client;
    }
}
