package dev.socketwire.socketio.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawWebSocket;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose clients speak msgpack, and a client by hand. */
class MsgpackServerTest {
    private final Queue<DisconnectReason> ends = new ConcurrentLinkedQueue<>();
    private final SocketIoServer io = SocketIoServer.builder()
            .host("127.0.0.1")
            .parser(Packets.PARSER)
            .onError((socketId, event, error) -> {})
            .build();

    @BeforeEach
    void start() {
        io.onConnection(socket -> {
            socket.onDisconnect(ends::add);
            socket.onRequest(
                    "sizes",
                    args -> Answer.of(
                            args.size(),
                            args.get(0, byte[].class).length,
                            args.get(1, Inner.class).bytes().length));
            socket.on("mirror", String.class, text -> io.emit("mirrored", text, new byte[] {9}));
        });
        io.start();
    }

    @AfterEach
    void stop() {
        io.close();
    }

    /** Bytes within a record. */
    record Inner(byte[] bytes) {}

    @Test
    void aClientConnectsAsksAndIsAnswered() throws PacketFormatException {
        try (RawWebSocket client = open()) {
            client.sendBinary(Hex.bytes("83a47479706500a46461746180a36e7370a12f"));
            WirePacket connected = read(client);
            assertThat(connected.type()).isEqualTo(WirePacket.Type.CONNECT);
            assertThat(Packets.json(connected)).startsWith("{\"sid\":\"");
            client.sendBinary(
                    Hex.bytes(
                            "84 a47479706502 a464617461 93 a573697a6573 c4020102 81a56279746573c403010203 a2696405 a36e7370a12f"));
            WirePacket answer = read(client);
            assertThat(answer.type()).isEqualTo(WirePacket.Type.ACK);
            assertThat(answer.id()).hasValue(5);
            assertThat(Packets.json(answer)).isEqualTo("[2,2,3]");
        }
    }

    @Test
    void aBroadcastReachesEverybodyWithItsBytes() throws PacketFormatException {
        try (RawWebSocket one = connected();
                RawWebSocket other = connected()) {
            one.sendBinary(event("mirror", "\"a\""));
            for (RawWebSocket client : new RawWebSocket[] {one, other}) {
                WirePacket event = read(client);
                Payload payload = event.data().orElseThrow();
                assertThat(Packets.json(event)).isEqualTo("[\"mirrored\",\"a\",{\"_placeholder\":true,\"num\":0}]");
                assertThat(payload.attachments()).containsExactly(new byte[] {9});
            }
        }
    }

    @Test
    void moreBytesThanStockClientsTakeWithoutAParserAreSent() throws PacketFormatException {
        try (RawWebSocket client = connected()) {
            Object[] many = new Object[30];
            Arrays.fill(many, new byte[] {1});
            io.emit("many", many);
            assertThat(read(client).data().orElseThrow().attachments()).hasSize(30);
        }
    }

    @Test
    void aRefusalSaysWhy() throws PacketFormatException {
        io.of("/closed").use(connection -> {
            throw new ConnectionRefused("no", Map.of("code", 7));
        });
        try (RawWebSocket client = open()) {
            client.sendBinary(Packets.PARSER.encode(Packets.of(WirePacket.Type.CONNECT, "/closed", "{}")));
            WirePacket refusal = read(client);
            assertThat(refusal.type()).isEqualTo(WirePacket.Type.CONNECT_ERROR);
            assertThat(refusal.namespace()).isEqualTo("/closed");
            assertThat(Packets.json(refusal)).isEqualTo("{\"message\":\"no\",\"data\":{\"code\":7}}");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no msgpack, c1",
        "a list that claims much, dd7fffffff",
        "an event without data, 82 a47479706502 a36e7370a12f",
        "an event that is an object, 83 a47479706502 a36e7370a12f a46461746180",
        "an event without a name, 83 a47479706502 a36e7370a12f a46461746190",
        "an event of a reserved name, 83 a47479706502 a36e7370a12f a46461746191a7636f6e6e656374",
        "an acknowledgement without id, 83 a47479706503 a36e7370a12f a46461746190",
        "an id below zero, 84 a47479706502 a36e7370a12f a46461746191a161 a26964ff",
        "an id beyond 2^53, 84 a47479706502 a36e7370a12f a46461746191a161 a26964cf0020000000000000",
        "a refusal, 83 a47479706504 a36e7370a12f a46461746180",
        "a disconnect with data, 83 a47479706501 a36e7370a12f a464617461c0",
        "a second connect, 82 a47479706500 a36e7370a12f",
        "a connect with bytes, 83 a47479706500 a36e7370a22f78 a46461746181a161c40101",
        "a namespace without slash, 83 a47479706502 a36e7370a178 a46461746191a161",
        "a namespace without name, 83 a47479706502 a36e7370a0 a46461746191a161",
        "the same name twice, 83 a47479706502 a36e7370a12f a46461746192a16182a16101a16101",
    })
    void whatIsNoPacketEndsTheConnection(String name, String message) throws PacketFormatException {
        try (RawWebSocket client = connected()) {
            client.sendBinary(Hex.bytes(message));
            assertThat(client.readClose()).isEqualTo(1005);
            await().untilAsserted(() -> assertThat(ends).containsExactly(DisconnectReason.PARSE_ERROR));
        }
    }

    @Test
    void aNamespaceWithALongNameEndsTheConnection() throws PacketFormatException {
        try (RawWebSocket client = connected()) {
            client.sendBinary(Packets.PARSER.encode(Packets.of(WirePacket.Type.CONNECT, "/" + "é".repeat(128), "{}")));
            assertThat(client.readClose()).isEqualTo(1005);
        }
    }

    @Test
    void aClientThatSpeaksTextIsDisconnected() {
        try (RawWebSocket client = open()) {
            client.sendText("40");
            assertThat(client.readClose()).isEqualTo(1005);
        }
    }

    private RawWebSocket open() {
        RawWebSocket client = RawWebSocket.connect(io.port(), "/socket.io/?EIO=4&transport=websocket");
        assertThat(client.readText()).startsWith("0{");
        return client;
    }

    private RawWebSocket connected() throws PacketFormatException {
        RawWebSocket client = open();
        client.sendBinary(Packets.PARSER.encode(Packets.of(WirePacket.Type.CONNECT, "/", "{}")));
        assertThat(read(client).type()).isEqualTo(WirePacket.Type.CONNECT);
        return client;
    }

    private static byte[] event(String name, String argument) {
        return Packets.PARSER.encode(Packets.of(WirePacket.Type.EVENT, "/", "[\"" + name + "\"," + argument + "]"));
    }

    private static WirePacket read(RawWebSocket client) throws PacketFormatException {
        return Packets.PARSER.decode(client.readBinary());
    }
}
