package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a raw WebSocket sees it, packet by packet. */
class SocketIoServerTest {
    record Login(String name, int age) {}

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private SocketIoServer io = SocketIoServer.builder().host("127.0.0.1").build();

    @AfterEach
    void stop() {
        io.close();
        assertThat(io.sessionCount()).isZero();
        assertThat(io.of("/").socketCount()).isZero();
    }

    @Test
    void anEventIsBoundToTheTypesOfItsListener() {
        io.onConnection(socket -> {
            socket.on("aaa", Integer.class, Integer.class, Integer.class, (a, b, c) -> seen.add(a + " " + b + " " + c));
            socket.on("login", Login.class, login -> socket.emit("hello", login.name(), login.age() + 0.5));
        });
        try (RawWebSocket ws = connected("/")) {
            ws.sendText("42[\"aaa\",12,5,8]");
            ws.sendText("42[\"login\",{\"name\":\"Jörg 😀\",\"age\":40}]");
            assertThat(ws.readText()).isEqualTo("42[\"hello\",\"Jörg 😀\",40.5]");
            assertThat(seen).containsExactly("12 5 8");
        }
    }

    @Test
    void theResultOfARequestIsItsAcknowledgement() {
        io.onConnection(socket -> {
            socket.onRequest("sum", int[].class, numbers -> List.of(numbers).size() + numbers.length);
            socket.onRequest("later", String.class, text -> CompletableFuture.supplyAsync(() -> text + "!"));
            socket.onRequest("echo", arguments -> arguments);
            socket.onRequest("two", arguments -> Answer.of(1, null, "x"));
        });
        try (RawWebSocket ws = connected("/")) {
            ws.sendText("420[\"sum\",[1,2,3]]");
            assertThat(ws.readText()).isEqualTo("430[4]");
            ws.sendText("421[\"later\",\"a\"]");
            assertThat(ws.readText()).isEqualTo("431[\"a!\"]");
            ws.sendText("4212[\"echo\",1,{\"a\":[null,1.0]},\"x\"]");
            assertThat(ws.readText()).isEqualTo("4312[1,{\"a\":[null,1.0]},\"x\"]");
            ws.sendText("423[\"two\"]");
            assertThat(ws.readText()).isEqualTo("433[1,null,\"x\"]");
            ws.sendText("424[\"echo\"]");
            assertThat(ws.readText()).isEqualTo("434[]");
        }
    }

    @Test
    void bytesTravelAsAttachmentsBothWays() {
        io.onConnection(socket -> {
            socket.on("bin", byte[].class, bytes -> socket.emit("bin", Map.of("data", bytes), 7));
            socket.onRequest("echo", arguments -> arguments);
        });
        try (RawWebSocket ws = connected("/")) {
            ws.sendText("451-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
            ws.sendBinary(new byte[] {1, 2, 3});
            assertThat(ws.readText()).isEqualTo("451-[\"bin\",{\"data\":{\"_placeholder\":true,\"num\":0}},7]");
            assertThat(ws.readBinary()).containsExactly(1, 2, 3);
            ws.sendText("451-9[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            ws.sendBinary(new byte[] {4});
            assertThat(ws.readText()).isEqualTo("461-9[{\"_placeholder\":true,\"num\":0}]");
            assertThat(ws.readBinary()).containsExactly(4);
        }
    }

    @Test
    void aClientAnswersARequestOrIsTooLate() {
        io.onConnection(socket -> {
            socket.request("question", String.class, 1).thenAccept(answer -> socket.emit("got", answer));
            socket.timeout(Duration.ofMillis(50))
                    .request("silent", String.class)
                    .whenComplete(
                            (answer, failure) -> seen.add(failure.getClass().getSimpleName()));
        });
        try (RawWebSocket ws = connected("/")) {
            assertThat(ws.readText()).isEqualTo("420[\"question\",1]");
            assertThat(ws.readText()).isEqualTo("421[\"silent\"]");
            ws.sendText("430[\"yes\"]");
            assertThat(ws.readText()).isEqualTo("42[\"got\",\"yes\"]");
            await().until(() -> seen.contains("AckTimeoutException"));
            ws.sendText("431[\"late\"]");
            ws.sendText("430[\"again\"]");
        }
        assertThat(seen).containsExactly("AckTimeoutException");
    }

    @Test
    void aMiddlewareRefusesWithDataOrLetsIn() {
        io.of("/admin").use(connection -> {
            if (!connection.auth(Map.class).containsKey("token")) {
                throw new ConnectionRefused("unauthorized", Map.of("code", 4001));
            }
        });
        io.of("/admin").onConnection(socket -> socket.emit("welcome"));
        try (RawWebSocket ws = opened()) {
            ws.sendText("40/admin,{}");
            assertThat(ws.readText()).isEqualTo("44/admin,{\"message\":\"unauthorized\",\"data\":{\"code\":4001}}");
            ws.sendText("40/admin,{\"token\":\"x\"}");
            assertThat(ws.readText()).startsWith("40/admin,{\"sid\":\"");
            assertThat(ws.readText()).isEqualTo("42/admin,[\"welcome\"]");
            ws.sendText("40/nowhere,");
            assertThat(ws.readText()).isEqualTo("44/nowhere,{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    void roomsChooseWhoIsMeant() {
        io.onConnection(socket -> {
            socket.on("join", String.class, room -> {
                socket.join(room);
                socket.emit("joined", room);
            });
            socket.on("msg", String.class, text -> socket.broadcast().emit("serverMsg", text));
            socket.on("news", String.class, text -> io.to("a", "b").except("c").emit("news", text));
        });
        try (RawWebSocket one = connected("/");
                RawWebSocket two = connected("/");
                RawWebSocket three = connected("/")) {
            for (String room : List.of("a", "b")) {
                one.sendText("42[\"join\",\"" + room + "\"]");
                assertThat(one.readText()).isEqualTo("42[\"joined\",\"" + room + "\"]");
            }
            for (String room : List.of("b", "c")) {
                two.sendText("42[\"join\",\"" + room + "\"]");
                assertThat(two.readText()).isEqualTo("42[\"joined\",\"" + room + "\"]");
            }
            three.sendText("42[\"news\",\"x\"]");
            assertThat(one.readText()).isEqualTo("42[\"news\",\"x\"]");
            one.sendText("42[\"msg\",\"y\"]");
            assertThat(two.readText()).isEqualTo("42[\"serverMsg\",\"y\"]");
            assertThat(three.readText()).isEqualTo("42[\"serverMsg\",\"y\"]");
        }
    }

    @Test
    void disconnectingStillHasTheRoomsAndDisconnectHasNot() {
        io.onConnection(socket -> {
            socket.join("room");
            socket.onDisconnecting(reason ->
                    seen.add("disconnecting " + reason + " " + socket.rooms().size()));
            socket.onDisconnect(reason ->
                    seen.add("disconnect " + reason + " " + socket.rooms().size()));
            socket.on("bye", arguments -> socket.disconnect());
            socket.emit("ready");
        });
        try (RawWebSocket ws = connected("/")) {
            assertThat(ws.readText()).isEqualTo("42[\"ready\"]");
            ws.sendText("41");
            await().until(() -> seen.size() == 2);
            assertThat(seen)
                    .containsExactly(
                            "disconnecting client namespace disconnect 2", "disconnect client namespace disconnect 0");
            ws.sendText("40");
            assertThat(ws.readText()).startsWith("40{");
            assertThat(ws.readText()).isEqualTo("42[\"ready\"]");
            ws.sendText("42[\"bye\"]");
            assertThat(ws.readText()).isEqualTo("41");
            await().until(() -> seen.size() == 4);
            assertThat(seen).contains("disconnect server namespace disconnect 0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "47",
                "4",
                "4abc",
                "42{}",
                "42[]",
                "42[null]",
                "42[true]",
                "42[{}]",
                "42[\"a\"",
                "42[\"a\",]",
                "42",
                "42[\"connect\"]",
                "41{}",
                "43{}",
                "40",
                "44{}",
                "42/other,[\"a\"]",
                "4511-[\"a\"]",
                "45[\"a\"]",
                "451.5-[\"a\"]",
                "42[\"a\",NaN]",
                "42[\"a\"]x",
                "429999999999999999999[\"a\"]"
            })
    void aBadPacketEndsTheConnection(String packet) {
        io.onConnection(socket -> socket.onDisconnect(reason -> seen.add(reason.toString())));
        try (RawWebSocket ws = connected("/")) {
            ws.sendText(packet);
            assertThat(ws.readClose()).isEqualTo(1005);
        }
        await().until(() -> seen.size() == 1);
        assertThat(seen).containsExactly("parse error");
    }

    @Test
    void aListenerThatThrowsHarmsNothing() {
        io.close();
        io = SocketIoServer.builder()
                .host("127.0.0.1")
                .onError((id, event, error) -> seen.add(event + " " + error.getMessage()))
                .build();
        io.onConnection(socket -> {
            socket.on("boom", arguments -> {
                throw new IllegalStateException("bang");
            });
            socket.on("number", Integer.class, number -> seen.add("never"));
            socket.on("ping", arguments -> socket.emit("pong"));
        });
        try (RawWebSocket ws = connected("/")) {
            ws.sendText("42[\"boom\"]");
            ws.sendText("42[\"number\",{\"a\":[1,2]},3]");
            ws.sendText("42[\"ping\"]");
            assertThat(ws.readText()).isEqualTo("42[\"pong\"]");
        }
        assertThat(seen).containsExactly("boom bang", "number argument 0 does not fit java.lang.Integer");
    }

    @Test
    void theClientIsHandedOut() throws Exception {
        io.start();
        try (RawHttp http = RawHttp.connect(io.port())) {
            RawHttp.Response script = http.get("/socket.io/socket.io.js?v=1");
            assertThat(script.status()).isEqualTo(200);
            assertThat(script.header("content-type")).isEqualTo("application/javascript; charset=utf-8");
            assertThat(new String(script.body(), StandardCharsets.UTF_8)).startsWith("/*!\n * Socket.IO v4.8.4");
            assertThat(http.get("/socket.io/socket.io.js", "If-None-Match: " + script.header("etag"))
                            .status())
                    .isEqualTo(304);
            assertThat(http.get("/socket.io/socket.io.min.js.map").header("content-type"))
                    .isEqualTo("application/json; charset=utf-8");
            assertThat(http.get("/socket.io/nothing.js").status()).isEqualTo(400);
        }
    }

    @Test
    void theClientIsNotHandedOutWhereNobodyWantsThat() {
        io.close();
        io = SocketIoServer.builder().host("127.0.0.1").serveClient(false).build();
        io.start();
        try (RawHttp http = RawHttp.connect(io.port())) {
            RawHttp.Response refused = http.get("/socket.io/socket.io.js");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        }
    }

    @Test
    void aNamespaceHasOneNameWithOrWithoutItsSlash() {
        assertThat(io.of("admin")).isSameAs(io.of("/admin"));
        assertThat(io.of("admin").name()).isEqualTo("/admin");
        assertThat(io.of("")).isSameAs(io.of("/"));
    }

    private RawWebSocket opened() {
        try {
            io.port();
        } catch (IllegalStateException e) {
            io.start();
        }
        RawWebSocket ws = RawWebSocket.connect(io.port(), "/socket.io/?EIO=4&transport=websocket");
        assertThat(ws.readText()).startsWith("0{");
        return ws;
    }

    private RawWebSocket connected(String namespace) {
        RawWebSocket ws = opened();
        ws.sendText(namespace.equals("/") ? "40" : "40" + namespace + ",");
        assertThat(ws.readText()).startsWith("40");
        return ws;
    }
}
