package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.spi.Parser;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a parser is handed, and what becomes of what it has read. */
class ParsedPacketsTest {
    private final PacketEncoder encoder = Codecs.encoder();

    @Test
    void everyPacketOfOursIsDescribed() {
        assertThat(described(new Encoded(encoder.connected("/", "abc"), List.of())))
                .isEqualTo("CONNECT / OptionalLong.empty {\"sid\":\"abc\"} []");
        assertThat(described(new Encoded(encoder.connectError("/é", "no", 5), List.of())))
                .isEqualTo("CONNECT_ERROR /é OptionalLong.empty {\"message\":\"no\",\"data\":5} []");
        assertThat(described(new Encoded(encoder.disconnected("/a"), List.of())))
                .isEqualTo("DISCONNECT /a OptionalLong.empty  []");
        assertThat(described(encoder.event("/", -1, "e", List.of(1))))
                .isEqualTo("EVENT / OptionalLong.empty [\"e\",1] []");
        assertThat(described(encoder.event("/a", 12, "e", List.of())))
                .isEqualTo("EVENT /a OptionalLong[12] [\"e\"] []");
        assertThat(described(encoder.ack("/", 0, List.of(true)))).isEqualTo("ACK / OptionalLong[0] [true] []");
        assertThat(described(encoder.ack("/a", 7, List.of(new byte[] {1}))))
                .isEqualTo("ACK /a OptionalLong[7] [{\"_placeholder\":true,\"num\":0}] [01]");
        assertThat(described(encoder.event("/", 3, "e", List.of(new byte[] {1}, new byte[] {2, 3}))))
                .isEqualTo("EVENT / OptionalLong[3] [\"e\",{\"_placeholder\":true,\"num\":0},"
                        + "{\"_placeholder\":true,\"num\":1}] [01, 0203]");
    }

    /** To old clients, whose refusals are data alone. */
    @Test
    void dataOfDigitsIsNoId() {
        assertThat(described(new Encoded(encoder.error("/a", "no", 5), List.of())))
                .isEqualTo("CONNECT_ERROR /a OptionalLong.empty 5 []");
    }

    @Test
    void whatIsDescribedIsReleased() {
        Encoded encoded = encoder.event("/", -1, "e", List.of(new byte[] {1}));
        ParsedPackets.described(encoded);
        assertThat(encoded.text().refCnt()).isZero();
        Encoded other = encoder.event("/", -1, "e", List.of());
        ParsedPackets broken = new ParsedPackets(new OneAnswer(packet(WirePacket.Type.ACK, "/", 1, "[]")));
        assertThatIllegalStateException().isThrownBy(() -> broken.write(other));
        assertThat(other.text().refCnt()).isZero();
    }

    @Test
    void moreAttachmentsAreWrittenWhereClientsTakeThem() {
        PacketEncoder more = new PacketEncoder(
                Codecs.of(JsonMapper.builder().build()), Unpooled.buffer(0).alloc(), 200);
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            many.add(new byte[] {(byte) i});
        }
        WirePacket packet = ParsedPackets.described(more.event("/", -1, "e", many));
        assertThat(packet.data().orElseThrow().attachments()).hasSize(150);
    }

    @Test
    void whatAParserReadsIsAPacket() throws PacketFormatException {
        List<String> read = new ArrayList<>();
        new ParsedPackets(new OneAnswer(new WirePacket(
                        WirePacket.Type.EVENT,
                        "/a",
                        OptionalLong.of((1L << 53) - 1),
                        Optional.of(new Payload("[1]".getBytes(StandardCharsets.UTF_8), List.of(new byte[] {5}))))))
                .read(
                        Unpooled.EMPTY_BUFFER,
                        packet -> read.add(packet.kind()
                                + packet.namespace()
                                + packet.ackId()
                                + Codecs.text(packet.json())
                                + packet.attachments().size()));
        assertThat(read).containsExactly("EVENT/a9007199254740991[1]1");
    }

    @ParameterizedTest
    @CsvSource({
        "EVENT, a, 1, []",
        "EVENT, '', 1, []",
        "EVENT, /, -1, []",
        "EVENT, /, 9007199254740992, []",
        "EVENT, /, 1, {}",
        "EVENT, /, 1,",
        "ACK, /, 1, 5",
        "CONNECT, /, 1, []",
        "DISCONNECT, /, 1, ",
        "DISCONNECT, /, 1, {}",
        "CONNECT_ERROR, /, 1, {}"
    })
    void whatIsNoPacketIsRefused(WirePacket.Type type, String namespace, long id, String json) {
        refused(packet(type, namespace, id, json));
    }

    @Test
    void longNamesAndAttachmentsWhereNoneBelongAreRefused() {
        refused(packet(WirePacket.Type.EVENT, "/" + "a".repeat(256), 1, "[]"));
        refused(packet(WirePacket.Type.EVENT, "/" + "é".repeat(128), 1, "[]"));
        refused(new WirePacket(
                WirePacket.Type.CONNECT,
                "/",
                OptionalLong.empty(),
                Optional.of(new Payload("{}".getBytes(StandardCharsets.UTF_8), List.of(new byte[1])))));
    }

    private static void refused(WirePacket packet) {
        ParsedPackets packets = new ParsedPackets(new OneAnswer(packet));
        assertThatExceptionOfType(PacketFormatException.class)
                .isThrownBy(() -> packets.read(Unpooled.EMPTY_BUFFER, read -> {
                    throw new AssertionError("read " + read);
                }));
    }

    private static WirePacket packet(WirePacket.Type type, String namespace, long id, String json) {
        return new WirePacket(
                type,
                namespace,
                OptionalLong.of(id),
                Optional.ofNullable(json).map(text -> new Payload(text.getBytes(StandardCharsets.UTF_8), List.of())));
    }

    private static String described(Encoded encoded) {
        List<ByteBuf> binaries = encoded.binaries();
        WirePacket packet = ParsedPackets.described(encoded);
        assertThat(binaries).allMatch(binary -> binary.refCnt() == 0);
        return packet.type() + " " + packet.namespace() + " " + packet.id() + " "
                + packet.data()
                        .map(data -> new String(data.json(), StandardCharsets.UTF_8))
                        .orElse("")
                + " "
                + packet.data().map(Payload::attachments).orElse(List.of()).stream()
                        .map(ByteBufUtil::hexDump)
                        .toList();
    }

    /** Reads the same, whatever it is given; writes nothing. */
    private record OneAnswer(WirePacket packet) implements Parser {
        @Override
        public byte[] encode(WirePacket written) {
            throw new IllegalStateException("not written: " + written.type());
        }

        @Override
        public WirePacket decode(byte[] message) {
            return packet;
        }
    }
}
