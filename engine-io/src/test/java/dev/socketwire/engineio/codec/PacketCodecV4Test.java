package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecV4Test {
    private final PacketCodec codec = PacketCodec.of(Revision.V4);
    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @CsvSource({
        "30,                       OPEN", // 0
        "31,                       CLOSE", // 1
        "32,                       PING", // 2
        "3270726f6265,             PING probe", // 2probe
        "33,                       PONG", // 3
        "3370726f6265,             PONG probe", // 3probe
        "34,                       MESSAGE", // 4
        "3468656c6c6f,             MESSAGE hello", // 4hello
        "34e282ac,                 MESSAGE €", // 4 and three bytes of UTF-8
        "35,                       UPGRADE", // 5
        "36,                       NOOP", // 6
        "6241514944,               binary 010203", // bAQID
        "624151494442413d3d,       binary 01020304", // bAQIDBA==
        "62,                       binary", // b: a binary message of no byte
    })
    void aTextMessageIsOnePacket(String hex, String event) throws PacketFormatException {
        codec.decodeText(bytes(hex), sink);

        assertThat(sink.events()).containsExactly(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "37", "2f", "61", "7b7d", "ff", "00", "20", "42"})
    void aTextMessageThatBeginsWithNoTypeIsRefused(String hex) {
        assertThatThrownBy(() -> codec.decodeText(bytes(hex), sink)).isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void aRefusalNamesTheByteAndCarriesNoStack() {
        assertThatThrownBy(() -> codec.decodeText(bytes("39"), sink))
                .hasMessage("packet type is 0x39, must be 0x30 to 0x36 or 0x62")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void brokenBase64IsRefusedBeforeTheSinkIsCalled() {
        assertThatThrownBy(() -> codec.decodeText(text("bAQ-_"), sink)).isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void aBinaryMessageIsTheDataItself() throws PacketFormatException {
        codec.decodeBinary(bytes("040500ff"), sink);
        codec.decodeBinary(Unpooled.EMPTY_BUFFER, sink);

        assertThat(sink.events()).containsExactly("binary 040500ff", "binary");
    }

    @Test
    void theIndicesOfABorrowedMessageAreLeftAlone() throws PacketFormatException {
        ByteBuf message = text("xx4hello").readerIndex(2);

        codec.decodeText(message, sink);

        assertThat(sink.events()).containsExactly("MESSAGE hello");
        assertThat(message.readerIndex()).isEqualTo(2);
        assertThat(message.readableBytes()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void aPacketMadeInPlaceIsReadAsTheSamePacket(PacketType type) throws PacketFormatException {
        ByteBuf data = text("?data").readerIndex(1);

        ByteBuf packet = codec.packetInPlace(type, data);

        assertThat(packet).isSameAs(data);
        assertThat(packet.getByte(0)).isEqualTo(type.digit());
        codec.decodeText(packet, sink);
        assertThat(sink.events()).containsExactly(type + " data");
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
