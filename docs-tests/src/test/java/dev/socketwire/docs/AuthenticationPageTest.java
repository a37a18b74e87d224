package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.ConnectErrorException;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import dev.socketwire.socketio.test.TestClientOptions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuthenticationPageTest {
    @RegisterExtension
    static final SocketIoExtension server =
            SocketIoExtension.of(() -> guarded(SocketIoServer.builder()), AuthenticationPageTest::install);

    // docs: auth-types
    record Login(String token) {}

    record User(String name, Set<String> roles) {}

    static final DataKey<User> USER = DataKey.of("user", User.class);
    // docs: end

    private static final Users users = new Users();

    private static void install(SocketIoServer io) {
        middleware(io);
        // docs: auth-order
        io.use(connection -> System.out.println("first: who is it?"));
        io.use(connection -> System.out.println("second: may they?"));
        io.onConnection(socket -> System.out.println("third: here they are"));
        // docs: end
        io.onConnection(socket -> {
            // docs: auth-user
            User user = socket.data().get(USER).orElseThrow();
            socket.emit("hello", user.name());
            // docs: end
            packets(socket);
        });
        later(io);
        cookies(io);
    }

    private static void middleware(SocketIoServer io) {
        // docs: auth-middleware
        io.use(connection -> {
            User user = users.byToken(connection.auth(Login.class).token())
                    .orElseThrow(() -> new ConnectionRefused("unauthorized", Map.of("code", 4001)));
            connection.data().put(USER, user);
            connection.join("user:" + user.name());
        });
        // docs: end
    }

    private static void later(SocketIoServer io) {
        // docs: auth-later
        io.of("/later")
                .useAsync(connection -> users.askTheDirectory(
                                connection.auth(Login.class).token())
                        .thenAccept(user -> connection.data().put(USER, user)));
        // docs: end
    }

    private static void cookies(SocketIoServer io) {
        // docs: auth-headers
        io.of("/site").use(connection -> {
            String header = connection.handshake().header("authorization").orElse("");
            if (!header.equals("Bearer secret")) {
                throw new ConnectionRefused("log in first");
            }
        });
        // docs: end
    }

    private static SocketIoServerBuilder guarded(SocketIoServerBuilder builder) {
        // docs: auth-request
        builder.allowRequest(AllowRequest.when(
                request -> !request.query().getOrDefault("version", "2").equals("1")));
        // docs: end
        return builder;
    }

    private static void packets(Socket socket) {
        // docs: auth-packets
        socket.use((event, arguments) -> {
            User user = socket.data().get(USER).orElseThrow();
            if (event.startsWith("admin:") && !user.roles().contains("admin")) {
                throw new SecurityException(event + " is for admins");
            }
        });
        socket.onError(error -> socket.emit("refused", error.getMessage()));
        // docs: end
        // docs: auth-end
        socket.on("log out", arguments -> socket.disconnect(true));
        // docs: end
    }

    @Test
    void whoHasATokenComesIn() {
        TestClient ada = server.connect("/", new Login("secret"));
        assertThat(ada.expect("hello", String.class).soon()).isEqualTo("ada");
        ada.emit("admin:stop");
        assertThat(ada.expect("refused", String.class).soon()).isEqualTo("admin:stop is for admins");
        SocketIoServer io = server.server().io();
        // docs: auth-everywhere
        io.in("user:ada").disconnectSockets(true);
        // docs: end
        assertThat(ada.expectDisconnect().soon()).isNotEmpty();
    }

    @Test
    void whoHasNoneDoesNot() {
        assertThatThrownBy(() -> server.connect("/", new Login("?")))
                .isInstanceOfSatisfying(ConnectErrorException.class, refused -> {
                    assertThat(refused).hasMessage("unauthorized");
                    assertThat((Object) refused.data(Map.class)).isEqualTo(Map.of("code", 4001));
                });
        assertThatThrownBy(() -> server.connect("/")).isInstanceOf(ConnectErrorException.class);
        assertThatThrownBy(() -> server.connect("/later", new Login("?"))).isInstanceOf(ConnectErrorException.class);
    }

    @Test
    void headersAndQueryAreSeen() {
        TestClientOptions site = TestClientOptions.create().namespace("/site");
        assertThatThrownBy(() -> server.connect(site)).hasMessage("log in first");
        assertThat(server.connect(site.header("Authorization", "Bearer secret")).isConnected())
                .isTrue();
        assertThatThrownBy(() -> server.connect(TestClientOptions.create().query("version", "1")))
                .isInstanceOf(IllegalStateException.class);
    }

    private static final class Users {
        Optional<User> byToken(String token) {
            return token.equals("secret") ? Optional.of(new User("ada", Set.of("writer"))) : Optional.empty();
        }

        CompletableFuture<User> askTheDirectory(String token) {
            return CompletableFuture.supplyAsync(() -> byToken(token).orElseThrow());
        }
    }
}
