package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.TransportName;
import dev.socketwire.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server says of itself. */
class StatsTest {
    private final RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatWasNeverAskedHasNothing() {
        ServerStats stats = server.io.stats();
        assertThat(stats.sessions()).isZero();
        assertThat(stats.sockets()).isZero();
        assertThat(stats.engine().transports()).containsOnlyKeys(TransportName.POLLING, TransportName.WEBSOCKET);
        assertThat(stats.namespaces()).containsOnlyKeys("/");
    }

    @Test
    void sessionsSocketsRoomsAndPacketsByNamespaceAndTransport() {
        server.io.of("/chat");
        server.io.onConnection(socket -> {
            socket.join("red", "blue");
            socket.on("e", arguments -> socket.emit("answer"));
        });
        try (RawHttp http = RawHttp.connect(server.io.port());
                RawClient client = server.client();
                RawClient other = server.client()) {
            client.send("2[\"e\",1]");
            assertThat(client.read()).isEqualTo("2[\"answer\"]");
            client.connectTo("/chat");
            new PollingClient(http).open();
            server.io.to("red").emit("all");
            assertThat(client.read()).isEqualTo("2[\"all\"]");
            assertThat(other.read()).isEqualTo("2[\"all\"]");
            ServerStats stats = server.io.stats();
            assertThat(stats.sessions()).isEqualTo(3);
            assertThat(server.io.sessionCount()).isEqualTo(3);
            assertThat(stats.sockets()).isEqualTo(3);
            assertThat(stats.rooms()).isEqualTo(2);
            NamespaceStats root = stats.namespaces().get("/");
            assertThat(root).isEqualTo(new NamespaceStats(2, 2, 1, 3, 7, 11 + 2 * 9));
            assertThat(stats.namespaces().get("/chat")).isEqualTo(new NamespaceStats(1, 0, 0, 0, 0, 0));
            assertThat(stats.engine().transports().get(TransportName.POLLING).sessions())
                    .isOne();
            // CONNECT of three sockets and one event.
            assertThat(stats.engine().transports().get(TransportName.WEBSOCKET).packetsIn())
                    .isEqualTo(4);
        }
        // Who polls is known to have gone when it does not poll any more.
        await().until(() ->
                server.io.stats().sessions() == 1 && server.io.stats().sockets() == 0);
    }

    @Test
    void whatWaitsAndWhatWasDropped() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            Socket socket = client.connect(server);
            assertThat(socket.isWritable()).isFalse();
            socket.emit("waits");
            socket.dropIfBusy().emit("dropped");
            await().until(() -> server.io.stats().engine().dropped() == 1);
            assertThat(server.io.stats().engine().queuedPackets()).isOne();
            assertThat(server.io.stats().engine().queuedBytes()).isEqualTo("2[\"waits\"]".length());
            socket.onDrain(() -> server.events.add("drain " + socket.isConnected()));
            assertThat(client.poll().text()).isEqualTo("42[\"waits\"]");
            await().until(() -> !server.events.isEmpty());
            assertThat(server.events()).containsExactly("drain true");
            assertThat(server.io.stats().engine().queuedPackets()).isZero();
            client.park();
            await().until(socket::isWritable);
            socket.emit("x");
            assertThat(http.read().text()).isEqualTo("42[\"x\"]");
        }
    }

    @Test
    void aSocketThatHasEndedIsNotWritable() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            assertThat(socket.isWritable()).isTrue();
            client.send("1");
            await().until(() -> !socket.isConnected());
            assertThat(socket.isWritable()).isFalse();
        }
    }
}
