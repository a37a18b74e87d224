package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.security.Client;
import dev.socketwire.interop.security.Poller;
import dev.socketwire.interop.security.Siege;
import dev.socketwire.socketio.Handlers;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers of the program that end with an error of the machine, not of the program's own making: a real one. */
class ErrorsTest {
    private static final List<String> ERRORS = List.of("StackOverflowError", "OutOfMemoryError");

    @RegisterExtension
    final Siege siege = new Siege();

    private final Set<String> victims = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverThrowsAnErrorHarmsNobody(boolean inline) {
        SocketIoServer io = siege.start(options -> options.handlers(inline ? Handlers.inline() : Handlers.ordered()));
        siege.onConnection(this::listen);
        for (String error : ERRORS) {
            try (Client client = Client.open(siege.port()).join();
                    Poller poller = Poller.open(siege.port()).join()) {
                attack(client, error);
                poller.post("42[\"fail\",\"" + error + "\"]" + Poller.SEPARATOR + "42[\"echo\",\"polled\"]");
                assertThat(poller.pollPastPings()).isEqualTo("42[\"echo\",\"polled\"]");
                victims.add(client.id());
                client.send("41");
                await().until(() -> !siege.ends(client.id()).isEmpty());
            }
            siege.assertOthersAreServed("after a " + error);
        }
        await().until(() -> io.sessionCount() == 1);
        // Told of each: four in the events of one client, one of the other, one at its end.
        await().until(() -> siege.errors.size() >= ERRORS.size() * 6);
        assertThat(siege.errors)
                .hasSize(ERRORS.size() * 6)
                .allMatch(line -> ERRORS.stream().anyMatch(line::contains));
        siege.errors.clear();
    }

    private void listen(Socket socket) {
        socket.onAny((event, arguments) -> {
            if (event.equals("any")) {
                fail(arguments.get(0, String.class));
            }
        });
        socket.use((event, arguments) -> {
            if (event.equals("middleware")) {
                fail(arguments.get(0, String.class));
            }
        });
        socket.on("fail", String.class, ErrorsTest::fail);
        socket.onRequest("request", String.class, error -> {
            fail(error);
            return 1;
        });
        socket.onDisconnect(reason -> {
            if (victims.contains(socket.id())) {
                fail(ERRORS.get(0));
            }
        });
    }

    private static void attack(Client client, String error) {
        for (String event : List.of("any", "middleware", "fail", "request")) {
            client.send("42" + (event.equals("request") ? "7" : "") + "[\"" + event + "\",\"" + error + "\"]");
            if (event.equals("request")) {
                assertThat(client.read()).isEqualTo("437[{\"error\":\"internal error\"}]");
            }
            client.echo("after " + event);
        }
    }

    private static void fail(String error) {
        if (error.equals(ERRORS.get(0))) {
            dig(1);
        } else {
            // More than any heap may hold.
            long[][] all = new long[Integer.MAX_VALUE / 2][];
            all[0] = new long[Integer.MAX_VALUE / 2];
        }
    }

    private static int dig(int depth) {
        return depth < 0 ? 0 : dig(depth + 1) + 1;
    }
}
