package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row C6: each kind of listener may throw. */
class ListenerRowsTest {
    enum Kind {
        CONNECTION,
        EVENT,
        REQUEST,
        ANY,
        OUTGOING,
        MIDDLEWARE,
        ERROR,
        DISCONNECTING,
        DISCONNECT
    }

    @RegisterExtension
    final Siege siege = new Siege();

    private final AtomicInteger thrown = new AtomicInteger();
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();

    @ParameterizedTest
    @Row("C6")
    @EnumSource
    void whateverThrowsHarmsNobody(Kind kind) {
        String bystander = siege.bystander().id();
        // Its own listeners are there by now.
        siege.assertOthersAreServed("before");
        siege.onConnection(socket -> {
            sockets.put(socket.id(), socket);
            add(kind, socket);
        });
        Client client = siege.client();
        await().until(() -> sockets.containsKey(client.id()));
        client.send("42[\"event\"]");
        if (kind != Kind.MIDDLEWARE && kind != Kind.ERROR) {
            client.send("421[\"ask\"]");
            assertThat(client.read()).isEqualTo("431[]");
            client.echo("still served");
        }
        client.send("41");
        await().until(() -> siege.ends(client.id()).equals(List.of("client namespace disconnect")));
        client.ws().reset();
        siege.assertUnknown(client.sid());
        await().until(() -> siege.errors.size() >= thrown.get());
        assertThat(thrown).as("it was called").hasPositiveValue();
        assertThat(siege.errors).hasSize(thrown.get()).allMatch(line -> line.contains("thrown by the row"));
        siege.errors.clear();
        assertThat(siege.ends(bystander)).isEmpty();
    }

    private void add(Kind kind, Socket socket) {
        switch (kind) {
            case CONNECTION -> fail();
            case EVENT -> socket.on("event", args -> fail());
            case REQUEST ->
                socket.onRequest("event", args -> {
                    fail();
                    return 1;
                });
            case ANY -> socket.onAny((event, args) -> fail());
            case OUTGOING -> socket.onAnyOutgoing((event, args) -> fail());
            case MIDDLEWARE -> socket.use((event, args) -> fail());
            case ERROR -> {
                socket.use((event, args) -> {
                    throw new IllegalStateException("for those who listen for errors");
                });
                socket.onError(error -> fail());
            }
            case DISCONNECTING -> socket.onDisconnecting(reason -> fail());
            case DISCONNECT -> socket.onDisconnect(reason -> fail());
        }
    }

    private void fail() {
        thrown.incrementAndGet();
        throw new IllegalStateException("thrown by the row");
    }
}
