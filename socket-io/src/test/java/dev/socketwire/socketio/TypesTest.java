package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Which types arguments may have, and that the program's own mapper binds them. */
class TypesTest {
    /** A record within records. */
    record Move(int x, Optional<Integer> y) {}

    /** One of several. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Shape permits Circle, Square {}

    /** Round. */
    record Circle(double radius) implements Shape {}

    /** Not round. */
    record Square(double side, LocalDate since) implements Shape {}

    private static final Event<List<Move>> MOVES = Event.of("moves", new TypeReference<>() {});
    private static final Request<List<Move>, Map<String, List<Move>>> SORT =
            Request.of("sort", new TypeReference<>() {}, new TypeReference<>() {});

    private RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void genericTypesBothWays() {
        server.io.onConnection(socket -> {
            socket.on(MOVES, moves -> socket.emit(MOVES, List.of(moves.get(1), moves.get(0))));
            socket.on(
                    "list",
                    new TypeReference<List<Move>>() {},
                    moves -> socket.emit("y", moves.get(0).y()));
            socket.once(
                    "once",
                    new TypeReference<List<Move>>() {},
                    moves -> socket.emit("once", moves.get(0).x()));
            socket.onMessage(
                    new TypeReference<List<Move>>() {},
                    moves -> socket.emit("message", moves.get(0).x()));
            socket.onRequest(SORT, moves -> Map.of("all", moves));
            socket.onRequest(
                    "sum",
                    new TypeReference<List<Integer>>() {},
                    list -> list.stream().mapToInt(Integer::intValue).sum());
            socket.on(
                    "any",
                    arguments -> socket.emit(
                            "any",
                            arguments
                                    .get(0, new TypeReference<List<Move>>() {})
                                    .get(0)
                                    .x()));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"moves\",[{\"x\":1,\"y\":2},{\"x\":3}]]");
            assertThat(client.read()).isEqualTo("2[\"moves\",[{\"x\":3,\"y\":null},{\"x\":1,\"y\":2}]]");
            client.send("2[\"list\",[{\"x\":1,\"y\":2}]]");
            assertThat(client.read()).isEqualTo("2[\"y\",2]");
            client.send("2[\"once\",[{\"x\":7}]]");
            client.send("2[\"once\",[{\"x\":8}]]");
            assertThat(client.read()).isEqualTo("2[\"once\",7]");
            client.send("2[\"message\",[{\"x\":8}]]");
            assertThat(client.read()).isEqualTo("2[\"message\",8]");
            client.send("25[\"sort\",[{\"x\":1}]]");
            assertThat(client.read()).isEqualTo("35[{\"all\":[{\"x\":1,\"y\":null}]}]");
            client.send("26[\"sum\",[1,2,3]]");
            assertThat(client.read()).isEqualTo("36[6]");
            client.send("2[\"any\",[{\"x\":9}]]");
            assertThat(client.read()).isEqualTo("2[\"any\",9]");
        }
    }

    @Test
    void genericAnswersAndAuth() throws Exception {
        server.io.of((NamespaceRequest request) -> request.auth(new TypeReference<Map<String, List<Move>>>() {})
                        .get("moves")
                        .size()
                == 1);
        server.io.useAsync(connection -> {
            server.events.add("asked "
                    + connection
                            .auth(new TypeReference<Map<String, List<Move>>>() {})
                            .get("moves")
                            .get(1)
                            .x());
            return CompletableFuture.completedFuture(null);
        });
        server.io.onConnection(socket -> {
            List<Move> auth =
                    socket.auth(new TypeReference<Map<String, List<Move>>>() {}).getOrDefault("moves", List.of());
            server.events.add("auth " + auth.size());
        });
        try (RawClient client = server.session()) {
            client.send("0{\"moves\":[{\"x\":1},{\"x\":2}]}");
            assertThat(client.read()).startsWith("0{\"sid\"");
            CompletableFuture<List<Move>> answer = server.socket().request("where", new TypeReference<List<Move>>() {});
            assertThat(client.read()).isEqualTo("20[\"where\"]");
            client.send("30[[{\"x\":4,\"y\":5}]]");
            assertThat(answer.get(20, TimeUnit.SECONDS)).containsExactly(new Move(4, Optional.of(5)));
            client.send("0/two,{\"moves\":[{\"x\":1},{\"x\":2}]}");
            assertThat(client.read()).startsWith("4/two,");
            client.send("0/one,{\"moves\":[{\"x\":1}]}");
            assertThat(client.read()).startsWith("0/one,");
        }
        assertThat(server.events()).containsExactly("asked 2", "auth 2");
    }

    @Test
    void recordsTimesOptionalsAndSealedTypes() {
        server.io.onConnection(socket -> {
            socket.on("shape", Shape.class, shape -> socket.emit("shape", shape));
            socket.on(
                    "time",
                    Instant.class,
                    Duration.class,
                    (instant, duration) -> socket.emit("time", instant.plus(duration)));
            socket.on("maybe", new TypeReference<Optional<Move>>() {}, move -> socket.emit("maybe", move.isPresent()));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"shape\",{\"kind\":\"square\",\"side\":2,\"since\":\"2024-02-29\"}]");
            assertThat(client.read())
                    .isEqualTo("2[\"shape\",{\"kind\":\"square\",\"side\":2,\"since\":\"2024-02-29\"}]");
            client.send("2[\"time\",\"2024-01-01T00:00:00Z\",\"PT90S\"]");
            assertThat(client.read()).isEqualTo("2[\"time\",\"2024-01-01T00:01:30Z\"]");
            client.send("2[\"maybe\",null]");
            assertThat(client.read()).isEqualTo("2[\"maybe\",false]");
            client.send("2[\"maybe\",{\"x\":1}]");
            assertThat(client.read()).isEqualTo("2[\"maybe\",true]");
        }
        assertThat(server.errors).isEmpty();
    }

    @Test
    void theMapperOfTheProgramBinds() {
        server.close();
        SimpleModule module = new SimpleModule().addSerializer(Move.class, new ValueSerializer<>() {
            @Override
            public void serialize(Move move, JsonGenerator generator, SerializationContext context) {
                generator.writeString(move.x() + "|" + move.y().orElse(0));
            }
        });
        server = RunningServer.start(builder -> builder.jsonMapper(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(module)
                .build()));
        record Person(String firstName, Move move) {}
        server.io.onConnection(socket -> socket.on(
                "p",
                Map.class,
                map -> socket.emit("p", new Person((String) map.get("first_name"), new Move(1, Optional.of(2))))));
        try (RawClient client = server.client()) {
            client.send("2[\"p\",{\"first_name\":\"J\"}]");
            assertThat(client.read()).isEqualTo("2[\"p\",{\"first_name\":\"J\",\"move\":\"1|2\"}]");
        }
    }

    @Test
    void bytesMayBeArraysBuffersAndStreamsWhereverTheyStand() {
        record Files(InputStream first, ByteBuffer second, byte[] third) {}
        server.io.onConnection(socket -> {
            socket.on(
                    "in",
                    InputStream.class,
                    ByteBuffer.class,
                    (stream, buffer) -> socket.emit("out", new ByteArrayInputStream(stream.readAllBytes()), buffer));
            socket.on(
                    "deep",
                    Files.class,
                    files -> socket.emit("deep", Map.of("f", new Files(files.first(), files.second(), files.third()))));
        });
        try (RawClient client = server.client()) {
            client.send("52-[\"in\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            client.sendBinary(new byte[] {1, 2});
            client.sendBinary(new byte[] {3});
            assertThat(client.read())
                    .isEqualTo("52-[\"out\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            assertThat(client.readBinary()).containsExactly(1, 2);
            assertThat(client.readBinary()).containsExactly(3);
            client.send("53-[\"deep\",{\"first\":{\"_placeholder\":true,\"num\":2},"
                    + "\"second\":{\"_placeholder\":true,\"num\":1},\"third\":{\"_placeholder\":true,\"num\":0}}]");
            client.sendBinary(new byte[] {3});
            client.sendBinary(new byte[] {2});
            client.sendBinary(new byte[] {1});
            assertThat(client.read()).startsWith("53-[\"deep\",{\"f\":{\"first\":{\"_placeholder\":true,\"num\":0}");
            assertThat(client.readBinary()).containsExactly(1);
            assertThat(client.readBinary()).containsExactly(2);
            assertThat(client.readBinary()).containsExactly(3);
        }
        assertThat(server.errors).isEmpty();
    }

    @Test
    void aStreamThatBreaksIsTheCallersFault() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("disk");
            }
        };
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            assertThatThrownBy(() -> socket.emit("e", broken)).hasMessageContaining("disk");
            socket.emit("fine");
            assertThat(client.read()).isEqualTo("2[\"fine\"]");
        }
    }
}
