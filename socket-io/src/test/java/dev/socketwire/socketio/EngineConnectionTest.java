package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.InitialPacket;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a program sees of the connection below its sockets, and the options of the engine that come with it. */
class EngineConnectionTest {
    private RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itIsOneForAllNamespaces() {
        server.io
                .of("/chat")
                .onConnection(socket -> server.events.add(
                        "same " + (socket.conn() == server.socket().conn())));
        try (RawClient client = server.client()) {
            client.connectTo("/chat");
            await().until(() -> server.events().contains("same true"));
        }
    }

    @Test
    void itSaysWhatTheSessionIs() {
        try (RawClient client = server.client()) {
            EngineConnection conn = server.socket().conn();
            assertThat(conn.id()).matches("[A-Za-z0-9_-]{24}");
            assertThat(conn.transport()).isEqualTo(TransportName.WEBSOCKET);
            assertThat(conn.protocol()).isEqualTo(Revision.V4);
            assertThat(conn.readyState()).isEqualTo(EngineConnection.ReadyState.OPEN);
            assertThat(conn.request().query()).containsEntry("EIO", "4");
            conn.onClose((reason, details) -> server.events.add("close " + reason + " " + details));
            conn.close();
            client.assertClosed();
            await().until(() -> !server.events.isEmpty());
            assertThat(conn.readyState()).isEqualTo(EngineConnection.ReadyState.CLOSED);
        }
        assertThat(server.events()).containsExactly("close forced close Optional.empty");
    }

    @Test
    void aConnectionThatPollsClosesWhenWhatWaitsHasGone() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            Socket socket = client.connect(server);
            socket.emit("last");
            socket.conn().close();
            await().until(() -> socket.conn().readyState() == EngineConnection.ReadyState.CLOSING);
            assertThat(client.poll().text()).isEqualTo("42[\"last\"]");
        }
    }

    @Test
    void packetsAreToldBothWays() {
        server.io.onEngineConnection(conn -> {
            conn.onPacket(packet -> server.events.add("in " + packet.type() + " " + packet.text()));
            conn.onPacketCreate(packet -> server.events.add(
                    "out " + packet.type() + " " + (packet.isBinary() ? packet.data().length : packet.text())));
        });
        server.io.onConnection(socket -> socket.on("e", byte[].class, bytes -> socket.emit("e", bytes)));
        try (RawClient client = server.session()) {
            client.send("0");
            assertThat(client.read()).startsWith("0{\"sid\"");
            client.send("51-[\"e\",{\"_placeholder\":true,\"num\":0}]");
            client.sendBinary(new byte[] {65, 66});
            assertThat(client.read()).startsWith("51-[\"e\"");
            assertThat(client.readBinary()).containsExactly(65, 66);
            server.io.emit("all");
            assertThat(client.read()).isEqualTo("2[\"all\"]");
            client.ws().sendText("3");
            await().until(() -> server.events().contains("in pong "));
        }
        assertThat(server.events().get(0)).isEqualTo("in message 0");
        assertThat(server.events().get(1)).startsWith("out message 0{\"sid\"");
        assertThat(server.events())
                .contains("in message AB", "out message 2", "out message 2[\"all\"]")
                .contains("in message 51-[\"e\",{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void anUpgradeIsTold() {
        server.io.onEngineConnection(conn -> {
            server.events.add(conn.transport().wireName());
            conn.onUpgrade(transport -> server.events.add("upgrade " + transport.wireName()));
            conn.onDrain(() -> server.events.add("drain"));
        });
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            client.open();
            try (RawWebSocket ws =
                    RawWebSocket.connect(server.io.port(), client.target().replace("polling", "websocket"))) {
                ws.sendText("2probe");
                assertThat(ws.readText()).isEqualTo("3probe");
                ws.sendText("5");
                await().until(() -> server.events().contains("upgrade websocket"));
            }
        }
        assertThat(server.events()).startsWith("polling", "drain");
    }

    @Test
    void aListenerThatThrowsHarmsNothing() {
        server.io.onEngineConnection(conn -> {
            conn.onPacket(packet -> {
                throw new IllegalStateException("packet");
            });
            throw new IllegalStateException("connection");
        });
        try (RawClient client = server.client()) {
            assertThat(server.socket().isConnected()).isTrue();
            assertThat(client.ws().staysSilent(Duration.ofMillis(20))).isTrue();
        }
        assertThat(server.errors)
                .contains("connection: IllegalStateException: connection", "packet: IllegalStateException: packet");
    }

    @Test
    void theHandshakeHasWhatTheReferenceHas() {
        Instant before = Instant.now().minusMillis(1);
        try (RawWebSocket ws = RawWebSocket.connect(
                server.io.port(), "/socket.io/?EIO=4&transport=websocket&a=1&a=2", "Origin: https://x.example")) {
            ws.readText();
            ws.sendText("40{\"token\":\"t\"}");
            ws.readText();
            Socket socket = server.socket();
            assertThat(socket.handshake().address()).isEqualTo("127.0.0.1");
            assertThat(socket.handshake().xdomain()).isTrue();
            assertThat(socket.handshake().secure()).isFalse();
            assertThat(socket.handshake().time()).isBetween(before, Instant.now());
            assertThat(socket.handshake().issued())
                    .isEqualTo(socket.handshake().time().toEpochMilli());
            assertThat(socket.handshake().url()).isEqualTo("/socket.io/?EIO=4&transport=websocket&a=1&a=2");
            assertThat(socket.handshake().query()).containsEntry("a", "2");
            assertThat(socket.handshake().headers()).containsKey("origin");
            assertThat(socket.auth(tools.jackson.databind.JsonNode.class)
                            .get("token")
                            .asString())
                    .isEqualTo("t");
        }
        try (RawClient client = server.client()) {
            assertThat(server.socket().handshake().xdomain()).isFalse();
            assertThat(client.ws().staysSilent(Duration.ofMillis(10))).isTrue();
        }
    }

    @Test
    void theInitialPacketComesBehindTheOpenPacket() {
        server.close();
        server = RunningServer.start(builder -> builder.initialPacket(InitialPacket.text("hello")));
        try (RawHttp http = RawHttp.connect(server.io.port());
                RawWebSocket ws = RawWebSocket.connect(server.io.port(), "/socket.io/?EIO=4&transport=websocket")) {
            assertThat(http.get("/socket.io/?EIO=4&transport=polling").text())
                    .startsWith("0{")
                    .endsWith("}\u001e4hello");
            assertThat(ws.readText()).startsWith("0{");
            assertThat(ws.readText()).isEqualTo("4hello");
        }
        server.close();
        server = RunningServer.start(builder -> builder.initialPacket(InitialPacket.binary(new byte[] {1, 2})));
        try (RawWebSocket ws = RawWebSocket.connect(server.io.port(), "/socket.io/?EIO=4&transport=websocket")) {
            assertThat(ws.readText()).startsWith("0{");
            assertThat(ws.readBinary()).containsExactly(1, 2);
        }
    }

    @Test
    void idsMayBeMadeByTheProgram() {
        AtomicInteger next = new AtomicInteger();
        server.close();
        server = RunningServer.start(builder -> builder.generateId(request -> {
            switch (request.query().getOrDefault("how", "")) {
                case "throws" -> throw new IllegalStateException("no id");
                case "bad" -> {
                    return "not an id";
                }
                case "same" -> {
                    return "mine-1";
                }
                default -> {
                    return "mine-" + next.incrementAndGet();
                }
            }
        }));
        String target = "/socket.io/?EIO=4&transport=polling";
        try (RawHttp http = RawHttp.connect(server.io.port());
                RawWebSocket ws = RawWebSocket.connect(server.io.port(), "/socket.io/?EIO=4&transport=websocket")) {
            assertThat(ws.readText()).startsWith("0{\"sid\":\"mine-1\"");
            assertThat(http.get(target).text()).startsWith("0{\"sid\":\"mine-2\"");
            for (String how : new String[] {"throws", "bad", "same"}) {
                RawHttp.Response refused = http.get(target + "&how=" + how);
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            }
            RawHttp.Response upgrade;
            try (RawHttp other = RawHttp.connect(server.io.port())) {
                upgrade = RawWebSocket.handshake(other, "/socket.io/?EIO=4&transport=websocket&how=bad");
            }
            assertThat(upgrade.status()).isEqualTo(400);
        }
    }

    @Test
    void anUpgradeThatIsNotForTheServerIsAnsweredAtOnce() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            assertThat(RawWebSocket.handshake(http, "/other").status()).isEqualTo(404);
        }
    }
}
