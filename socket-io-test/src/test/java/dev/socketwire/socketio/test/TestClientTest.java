package dev.socketwire.socketio.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What the client for tests can do, against a server that sends back what it gets. */
class TestClientTest {
    private static final JsonMapper SNAKES = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    record Picture(String fileName, byte[] fileBytes, Optional<String> takenBy) {}

    /** By the ids of sockets: those of the test before may end still. */
    private static final Map<String, DisconnectReason> ENDS = new ConcurrentHashMap<>();

    @RegisterExtension
    static final SocketIoExtension server = SocketIoExtension.of(TestClientTest::snakes, io -> {
        io.onConnection(socket -> {
            socket.on("echo", arguments -> socket.emit("echoed", arguments));
            socket.on("picture", Picture.class, picture -> socket.emit("pictured", picture));
            socket.onRequest("back", (Arguments all) -> all);
            socket.onRequest("several", (Arguments all) -> Answer.of("a", new byte[] {1}, null));
            socket.on("silence", arguments -> {});
            socket.on(
                    "query",
                    arguments -> socket.emit(
                            "query",
                            socket.handshake().query().get("who"),
                            socket.handshake().header("x-who").orElse("nobody")));
            socket.on("long", Integer.class, size -> socket.emit("long", "é".repeat(size)));
            socket.on("end all", arguments -> socket.disconnect(true));
            socket.onDisconnect(reason -> ENDS.put(socket.id(), reason));
        });
        io.of("/other").onConnection(socket -> socket.emit("auth", socket.auth(Map.class)));
    });

    private static SocketIoServerBuilder snakes() {
        return SocketIoServer.builder().jsonMapper(SNAKES);
    }

    @Test
    void binaryGoesBothWaysWhereverItStands(TestClient client) {
        client.emit(
                "echo",
                new byte[] {1, 2},
                Map.of("deep", List.of(new byte[] {3})),
                ByteBuffer.wrap(new byte[] {4}),
                new ByteArrayInputStream(new byte[] {5}),
                "text",
                null);
        ReceivedEvent echoed = client.expect("echoed").soon();
        assertThat(echoed.size()).isEqualTo(6);
        assertThat(echoed.get(0, byte[].class)).containsExactly(1, 2);
        assertThat(echoed.get(3, byte[].class)).containsExactly(5);
        TypeReference<Map<String, List<byte[]>>> deep = new TypeReference<>() {};
        assertThat(client.request("back", byte[].class, new byte[] {1, 2}).join())
                .containsExactly(1, 2);
        assertThat(client.request("back", deep, Map.of("deep", List.of(new byte[] {3})))
                        .join()
                        .get("deep")
                        .get(0))
                .containsExactly(3);
        Arguments back = client.emitWithAck(
                        "back", ByteBuffer.wrap(new byte[] {4}), new ByteArrayInputStream(new byte[] {5}), "text", null)
                .join();
        assertThat(back.size()).isEqualTo(4);
        assertThat(back.get(0, byte[].class)).containsExactly(4);
        assertThat(back.get(1, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {5}));
        assertThat(back.get(2, String.class)).isEqualTo("text");
        assertThat(back.get(3, JsonNode.class).isNull()).isTrue();
    }

    @Test
    void theMapperOfTheProgramBinds() {
        TestClient client = server.connect(TestClientOptions.create().jsonMapper(SNAKES));
        client.emit("picture", new Picture("a.png", new byte[] {7}, Optional.of("ada")));
        ReceivedEvent event = client.expect("pictured").soon();
        assertThat(event.get(0, JsonNode.class).propertyNames()).contains("file_name", "taken_by");
        Picture picture = event.get(0, Picture.class);
        assertThat(picture.fileBytes()).containsExactly(7);
        assertThat(picture.takenBy()).contains("ada");
    }

    @Test
    void answersMayHaveSeveralValues(TestClient client) {
        Arguments answer = client.emitWithAck("several").join();
        assertThat(answer.size()).isEqualTo(3);
        assertThat(answer.get(0, String.class)).isEqualTo("a");
        assertThat(answer.get(1, byte[].class)).containsExactly(1);
    }

    @Test
    void queryAndHeadersArriveAndLongTextsCome() {
        TestClient client = server.connect(
                TestClientOptions.create().query("who", "ada & bob").header("X-Who", "eve"));
        client.emit("query");
        ReceivedEvent query = client.expect("query").soon();
        assertThat(query.get(0, String.class)).isEqualTo("ada & bob");
        assertThat(query.get(1, String.class)).isEqualTo("eve");
        client.emit("long", 300_000);
        assertThat(client.expect("long", String.class).soon().getBytes(StandardCharsets.UTF_8))
                .hasSize(600_000);
    }

    @Test
    void severalNamespacesShareAConnection(TestClient client) {
        TestClient other = client.of("other", Map.of("token", "t"));
        assertThat(other.expect("auth", new TypeReference<Map<String, String>>() {})
                        .soon())
                .isEqualTo(Map.of("token", "t"));
        assertThat(other.id()).isNotEqualTo(client.id());
        await().until(() -> server.server().io().sessionCount() == 1);
        other.disconnect();
        assertThat(other.expectDisconnect().soon()).isEqualTo("io client disconnect");
        assertThat(client.request("back", String.class, "still here").join()).isEqualTo("still here");
    }

    @Test
    void namespacesThatAreNotThereAreRefused(TestClient client) {
        assertThatExceptionOfType(ConnectErrorException.class)
                .isThrownBy(() -> client.of("/nowhere"))
                .withMessage("Invalid namespace")
                .satisfies(refused -> assertThatIllegalStateException()
                        .isThrownBy(() -> refused.data(String.class))
                        .withMessage("connect_error \"Invalid namespace\" has no data"));
    }

    @Test
    void whatARefusalSaysIsBoundToGenericTypesToo() {
        TestServer strict = TestServer.start(io -> io.use(connection -> {
            throw new ConnectionRefused("no", Map.of("codes", List.of(4001)));
        }));
        try (strict) {
            assertThatExceptionOfType(ConnectErrorException.class)
                    .isThrownBy(strict::connect)
                    .satisfies(refused -> assertThat(refused.data(new TypeReference<Map<String, List<Integer>>>() {}))
                            .containsEntry("codes", List.of(4001)));
        }
    }

    @Test
    void serversThatRefuseTheRequestAreNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> server.connect(TestClientOptions.create().path("/nothing")))
                .withMessageStartingWith("http://127.0.0.1:")
                .withMessageEndingWith("answered 404");
    }

    @Test
    void whatCameInsteadIsSaid(TestClient client) {
        client.emit("echo", "a");
        client.emit("echo", "b", 2);
        client.emitWithAck("back").join();
        assertThat(client.received()).hasSize(2);
        assertThatThrownBy(() -> client.expect("said").within(Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no \"said\" came to / within 20 ms; came instead: \"echoed\"[\"a\"], \"echoed\"[\"b\",2]");
        client.expect("echoed").soon();
        client.expect("echoed").soon();
        assertThatThrownBy(() -> client.expect("echoed").within(Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no \"echoed\" came to / within 0 ms; nothing came");
    }

    @Test
    void argumentsThatDoNotFitAreSaid(TestClient client) {
        client.emit("long", 2);
        assertThatThrownBy(() -> client.expect("long", Integer.class).soon())
                .isInstanceOf(AssertionError.class)
                .hasMessage("\"long\"[\"éé\"] came, its argument does not fit java.lang.Integer");
        client.emit("query");
        assertThatIllegalStateException()
                .isThrownBy(() -> client.expect("query").soon().answer("?"))
                .withMessageStartingWith("the server asks for no answer to \"query\"");
    }

    @Test
    void whatIsNotAnsweredFails() {
        TestClient client = server.connect(TestClientOptions.create().patience(Duration.ofMillis(300)));
        assertThatThrownBy(client.emitWithAck("silence")::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no answer to \"silence\" came to / within 300 ms; nothing came");
        client.emit("end all");
        client.expectDisconnect().within(Duration.ofSeconds(20));
        assertThatThrownBy(client.emitWithAck("silence")::join)
                .hasRootCauseMessage("no answer to \"silence\" came to /; nothing came; then it was"
                        + " disconnected: io server disconnect");
    }

    @Test
    void everyEndHasItsReason() {
        TestClient one = server.connect();
        one.disconnect();
        assertThat(one.expectDisconnect().soon()).isEqualTo("io client disconnect");
        assertThat(endOf(one)).isEqualTo(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        TestClient two = server.connect();
        two.cut();
        assertThat(two.expectDisconnect().soon()).isEqualTo("transport close");
        assertThat(endOf(two)).isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
        TestClient three = server.connect();
        three.close();
        assertThat(three.expectDisconnect().soon()).isEqualTo("transport close");
        assertThat(endOf(three)).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        TestClient four = server.connect();
        assertThatThrownBy(() -> {
                    four.emit("end all");
                    four.expect("more").soon();
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("nothing came; then it was disconnected: io server disconnect");
        assertThat(four.isConnected()).isFalse();
    }

    private static DisconnectReason endOf(TestClient client) {
        return await().until(() -> ENDS.get(client.id()), Objects::nonNull);
    }
}
