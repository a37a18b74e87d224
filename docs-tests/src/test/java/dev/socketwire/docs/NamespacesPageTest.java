package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.ParentNamespace;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.ConnectErrorException;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class NamespacesPageTest {
    private static final Logger log = LoggerFactory.getLogger(NamespacesPageTest.class);
    private static final Queue<String> made = new ConcurrentLinkedQueue<>();
    private static final Set<String> tokens = Set.of("secret");

    @RegisterExtension
    final SocketIoExtension server =
            SocketIoExtension.of(() -> limited(SocketIoServer.builder()), NamespacesPageTest::install);

    record Login(String token) {}

    private static SocketIoServerBuilder limited(SocketIoServerBuilder builder) {
        // docs: namespaces-clean
        builder.cleanupEmptyChildNamespaces(true).maxChildNamespaces(1_000);
        // docs: end
        return builder;
    }

    private static void install(SocketIoServer io) {
        // docs: namespaces-new
        io.onNewNamespace(namespace -> made.add(namespace.name()));
        // docs: end
        admin(io);
        patterns(io);
        // docs: namespaces-rule
        ParentNamespace tenants = io.of(request -> request.namespace().startsWith("/tenant-")
                && tokens.contains(request.auth(Login.class).token()));

        ParentNamespace later = io.ofAsync(request -> directoryKnows(request.namespace())); // a future of Boolean
        // docs: end
        tenants.onConnection(socket -> socket.emit("tenant"));
        later.onConnection(socket -> socket.emit("later"));
    }

    private static void admin(SocketIoServer io) {
        // docs: namespaces-fixed
        Namespace admin = io.of("/admin");
        admin.use(connection -> {
            if (!tokens.contains(connection.auth(Login.class).token())) {
                throw new ConnectionRefused("unauthorized", Map.of("code", 4001));
            }
        });
        admin.onConnection(socket -> socket.emit("welcome", socket.namespace().name()));
        // docs: end
    }

    private static void patterns(SocketIoServer io) {
        // docs: namespaces-pattern
        ParentNamespace rooms = io.of(Pattern.compile("/room-\\d+"));
        rooms.onConnection(socket -> {
            log.info("{} is in {}", socket.id(), socket.namespace().name());
            socket.join("vip");
        });
        // docs: end
    }

    @Test
    void oneThatIsThere() {
        TestClient ada = server.connect("/admin", new Login("secret"));
        assertThat(ada.expect("welcome", String.class).soon()).isEqualTo("/admin");
        assertThatThrownBy(() -> server.connect("/admin", new Login("?"))).isInstanceOf(ConnectErrorException.class);
        assertThatThrownBy(() -> server.connect("/nowhere")).hasMessageContaining("Invalid namespace");
    }

    @Test
    void thoseThatAreMadeWhenSomebodyAsks() {
        TestClient seven = server.connect("/room-7");
        TestClient eight = server.connect("/room-8");
        server.connect("/tenant-1", new Login("secret")).expect("tenant").soon();
        server.connect("/later-1").expect("later").soon();
        assertThat(made).contains("/room-7", "/room-8", "/tenant-1", "/later-1");
        assertThat(seven.isConnected() && eight.isConnected()).isTrue();
    }

    @Test
    void aParentMeansAllItsChildren() {
        SocketIoServer io = SocketIoServer.builder().build();
        ParentNamespace rooms = io.of(Pattern.compile("/room-\\d+"));
        String item = "rain";
        io.of("/room-1");
        // docs: namespaces-parent
        rooms.to("vip").emit("news", item);
        rooms.fetchSockets().thenAccept(sockets -> log.info("{} people", sockets.size()));
        for (Namespace child : rooms.children()) {
            log.info("{} has {}", child.name(), child.socketCount());
        }
        // docs: end
        assertThat(rooms.children()).hasSize(1);
        io.close();
    }

    @Test
    void anEmptyOneIsRemoved() {
        made.clear();
        TestClient ada = server.connect("/room-9");
        ada.disconnect();
        Awaitility.await().untilAsserted(() -> {
            server.connect("/room-9").disconnect();
            assertThat(made.stream().filter("/room-9"::equals)).hasSizeGreaterThan(1);
        });
    }

    private static CompletableFuture<Boolean> directoryKnows(String namespace) {
        return CompletableFuture.completedFuture(namespace.startsWith("/later-"));
    }
}
