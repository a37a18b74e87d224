package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a socket ends, and what is said about it. */
@ParameterizedClass
@MethodSource("handlers")
class EndsTest {
    private static final String POLL = "/socket.io/?EIO=4&transport=polling";
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final Handlers handlers;
    private RunningServer server;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    EndsTest(Handlers handlers) {
        this.handlers = handlers;
        server = start(Duration.ofSeconds(25));
    }

    private RunningServer start(Duration pingInterval) {
        RunningServer server = RunningServer.start(
                builder -> builder.handlers(handlers).pingInterval(pingInterval).pingTimeout(Duration.ofSeconds(1)));
        server.io.of("/other").onConnection(this::remember);
        server.io.onConnection(this::remember);
        server.io.onConnection(socket -> socket.on("kick", Boolean.class, socket::disconnect));
        return server;
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.io.sessionCount()).isZero();
        assertThat(server.io.of("/").socketCount()).isZero();
    }

    private void remember(Socket socket) {
        String name = socket.namespace().name();
        socket.join("room");
        socket.onDisconnecting(reason ->
                server.events.add(name + " disconnecting " + socket.rooms().size() + " " + reason));
        socket.onDisconnect(reason ->
                server.events.add(name + " disconnect " + socket.rooms().size() + " " + reason));
    }

    private void assertEnded(String reason) {
        await().until(() -> server.events.size() >= 2);
        assertThat(server.events()).containsExactly("/ disconnecting 2 " + reason, "/ disconnect 0 " + reason);
    }

    @Test
    void theClientLeavesTheNamespace() {
        try (RawClient client = server.client()) {
            client.connectTo("/other");
            client.send("1");
            assertEnded("client namespace disconnect");
            client.connectTo("/");
        }
    }

    @Test
    void theClientClosesTheTransport() {
        try (RawClient client = server.client()) {
            client.ws().sendClose(1000, "");
            assertEnded("transport close");
        }
    }

    @Test
    void theClientSaysThatItCloses() {
        try (RawClient client = server.client()) {
            client.ws().sendText("1");
            assertEnded("transport close");
        }
    }

    @Test
    void theConnectionBreaks() {
        RawClient client = server.client();
        client.ws().reset();
        await().until(() -> server.events.size() >= 2);
        assertThat(server.events().get(1)).matches("/ disconnect 0 transport (close|error)");
    }

    @Test
    void theClientFallsSilent() {
        server.close();
        server = start(Duration.ofMillis(300));
        try (RawClient client = server.client()) {
            assertThat(client.ws().readText()).isEqualTo("2");
            assertEnded("ping timeout");
        }
    }

    @Test
    void theClientSendsWhatIsNoPacket() {
        try (RawClient client = server.client()) {
            client.send("2[\"a\"");
            client.assertClosed();
            assertEnded("parse error");
        }
    }

    @Test
    void nothingIsHeardBehindWhatIsNoPacket() {
        CountDownLatch read = new CountDownLatch(1);
        server.io.onConnection(socket -> {
            socket.on("e", arguments -> server.events.add("e"));
            if (!handlers.isInline()) {
                socket.on("wait", arguments -> read.await());
            }
        });
        try (RawClient client = server.client()) {
            client.send("2[\"wait\"]");
            client.send("2[\"a\"");
            client.send("2[\"e\"]");
            if (!handlers.isInline()) {
                client.send("0/unknown,");
                assertThat(client.read()).startsWith("4/unknown,");
                read.countDown();
            }
            client.assertClosed();
            assertEnded("parse error");
        }
    }

    @Test
    void theServerDisconnectsTheSocket() {
        try (RawClient client = server.client()) {
            client.connectTo("/other");
            client.send("2[\"kick\",false]");
            assertThat(client.read()).isEqualTo("1");
            assertEnded("server namespace disconnect");
            client.connectTo("/");
        }
    }

    @Test
    void theServerClosesTheConnection() {
        try (RawClient client = server.client()) {
            client.connectTo("/other");
            client.send("2[\"kick\",true]");
            assertThat(List.of(client.read(), client.read())).containsExactlyInAnyOrder("1", "1/other,");
            client.assertClosed();
            await().until(() -> server.events.size() == 4);
            assertThat(server.events())
                    .contains("/ disconnect 0 server namespace disconnect")
                    .contains("/other disconnect 0 server namespace disconnect");
        }
    }

    @Test
    void theServerShutsDown() {
        try (RawClient client = server.client()) {
            server.io.close();
            client.assertClosed();
            assertEnded("server shutting down");
        }
    }

    @Test
    void everySocketOfAClientEndsWithItsTransport() {
        try (RawClient client = server.client()) {
            client.connectTo("/other");
        }
        await().until(() -> server.events.size() == 4);
        assertThat(server.events()).contains("/ disconnect 0 transport close", "/other disconnect 0 transport close");
    }

    @Test
    void whatTheClientSentBeforeItKnewIsNotHeldAgainstIt() {
        try (RawClient client = server.client()) {
            client.connectTo("/other");
            client.send("2[\"kick\",false]");
            assertThat(client.read()).isEqualTo("1");
            client.send("2[\"crossing\"]");
            client.send("30[]");
            client.send("1");
            client.connectTo("/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2[\"late\"]", "30[]", "1"})
    void whatTheClientSendsToANamespaceThatItHasLeftEndsTheConnection(String packet) {
        try (RawClient client = server.client()) {
            client.connectTo("/other");
            client.send("1");
            client.send(packet);
            client.assertClosed();
        }
    }

    @Test
    void eventsThatWaitAreNotHeardAfterTheServerHasHadEnough() {
        server.io.onConnection(socket -> socket.on("e", arguments -> server.events.add("e")));
        try (RawClient client = server.client()) {
            client.connectTo("/other");
            client.send("2[\"kick\",false]");
            client.send("2[\"e\"]");
            client.send("2[\"e\"]");
            assertThat(client.read()).isEqualTo("1");
            assertEnded("server namespace disconnect");
        }
    }

    @Test
    void eventsThatCameBeforeTheClientLeftAreHeard() {
        CountDownLatch gone = new CountDownLatch(1);
        server.io.onConnection(socket -> {
            socket.on("e", arguments -> server.events.add("e"));
            if (!handlers.isInline()) {
                socket.on("wait", arguments -> gone.await());
            }
        });
        try (RawClient client = server.client()) {
            client.send("2[\"wait\"]");
            client.send("2[\"e\"]");
            client.send("1");
        }
        await().until(() -> server.io.of("/").socketCount() == 0);
        gone.countDown();
        await().until(() -> server.events.size() == 3);
        assertThat(server.events())
                .containsExactly(
                        "e",
                        "/ disconnecting 2 client namespace disconnect",
                        "/ disconnect 0 client namespace disconnect");
    }

    @Test
    void roomsStillHearWhileASocketIsDisconnecting() {
        server.io.onConnection(socket -> socket.onDisconnecting(
                reason -> socket.rooms().forEach(room -> socket.to(room).emit("left"))));
        try (RawClient stays = server.client()) {
            Socket socket = server.socket();
            await().until(() -> socket.rooms().contains("room"));
            server.client().close();
            assertThat(stays.read()).isEqualTo("2[\"left\"]");
        }
    }

    @Test
    void aListenerThatThrowsDoesNotKeepTheOthersFromKnowing() {
        server.io.onConnection(socket -> {
            socket.onDisconnecting(reason -> {
                throw new IllegalStateException("one");
            });
            socket.onDisconnect(reason -> {
                throw new IllegalStateException("two");
            });
            socket.onDisconnect(reason -> server.events.add("last"));
        });
        server.client().close();
        await().until(() -> server.events.contains("last"));
        assertThat(server.errors)
                .containsExactly("disconnecting: IllegalStateException: one", "disconnect: IllegalStateException: two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "4abc", "42/other,[\"a\"]"})
    void aPollingClientIsToldOfTheEndInOrder(String misuse) {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            String target = opened(http);
            http.post(target, misuse);
            assertThat(http.get(target).text()).isEqualTo("6\u001e1");
            assertThat(http.get(target).status()).isEqualTo(400);
        }
        assertEnded("parse error");
    }

    @Test
    void aPollingClientIsToldThatItIsDisconnected() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            String target = opened(http);
            http.post(target, "42[\"kick\",true]");
            String told = http.get(target).text();
            assertThat(told).startsWith("41");
            if (!told.endsWith("1\u001e1")) {
                assertThat(http.get(target).text()).isEqualTo("6\u001e1");
            }
        }
        assertEnded("server namespace disconnect");
    }

    @Test
    void aPollingClientIsToldThatTheServerShutsDown() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            http.sendGet(opened(http));
            await().until(() -> OpenChannels.allIsRead(server.io.port()));
            assertThat(http.staysSilent(Duration.ofMillis(50))).isTrue();
            server.io.closeAsync(Duration.ofMillis(100));
            assertThat(http.read().text()).isEqualTo("1");
        }
        assertEnded("server shutting down");
    }

    @Test
    void aSocketSurvivesTheUpgradeOfItsTransport() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            String target = opened(http);
            Socket socket = server.socket();
            assertThat(socket.transport()).hasToString("polling");
            try (RawWebSocket ws = RawWebSocket.connect(
                    server.io.port(), target.replace("transport=polling", "transport=websocket"))) {
                ws.sendText("2probe");
                assertThat(ws.readText()).isEqualTo("3probe");
                ws.sendText("5");
                await().until(() -> socket.transport().toString().equals("websocket"));
                socket.emit("after");
                assertThat(ws.readText()).isEqualTo("42[\"after\"]");
            }
        }
        assertEnded("transport close");
    }

    /** Opens a polling session, connects to {@code /} and answers where to go on. */
    private static String opened(RawHttp http) {
        Matcher sid = SID.matcher(http.get(POLL).text());
        assertThat(sid.find()).isTrue();
        String target = POLL + "&sid=" + sid.group(1);
        http.post(target, "40");
        assertThat(http.get(target).text()).startsWith("40{\"sid\":\"");
        return target;
    }
}
