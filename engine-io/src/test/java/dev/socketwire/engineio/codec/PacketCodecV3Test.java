package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecV3Test {
    private final PacketCodec codec = PacketCodec.of(Revision.V3);
    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @CsvSource({"4hé, MESSAGE hé", "2probe, PING probe", "b4AQIDBA==, binary 01020304", "b4, binary", "b2, PING"})
    void aTextIsADigitAndData(String text, String event) throws PacketFormatException {
        codec.decodeText(utf8(text), sink);

        assertThat(sink.events()).containsExactly(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "x", "b", "bAQIDBA==", "b4$", "b44444=="})
    void anyOtherTextIsRefused(String text) {
        assertThatThrownBy(() -> codec.decodeText(utf8(text), sink)).isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0401020304, binary 01020304", "04, binary", "0361, PONG a"})
    void bytesBeginWithTheNumberOfTheirType(String hex, String event) throws PacketFormatException {
        codec.decodeBinary(hex(hex), sink);

        assertThat(sink.events()).containsExactly(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0901", "34ff", "ff"})
    void bytesOfNoTypeAreNotNoticed(String hex) throws PacketFormatException {
        codec.decodeBinary(hex(hex), sink);

        assertThat(sink.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"02ff", "030000c3", "05c328"})
    void bytesOfAnyOtherTypeThanMessageAreText(String hex) {
        assertThatThrownBy(() -> codec.decodeBinary(hex(hex), sink)).isInstanceOf(PacketFormatException.class);
        String base64 = Base64.getEncoder().encodeToString(ByteBufUtil.decodeHexDump(hex.substring(2)));
        assertThatThrownBy(() -> codec.decodeText(utf8("b" + hex.charAt(1) + base64), sink))
                .isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void aBinaryMessageGoesOutBehindItsTypeWithoutBeingCopied() {
        ByteBuf data = hex("0102");

        ByteBuf message = codec.binaryMessage(data.retain());
        data.setByte(0, 9);

        assertThat(ByteBufUtil.hexDump(message)).isEqualTo("040902");
        message.release();
        assertThat(data.refCnt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"V3, b4AQIDBA==", "V4, bAQIDBA=="})
    void base64IsForThoseWhoCannotTakeBytes(Revision revision, String text) {
        ByteBuf packet = PacketCodec.of(revision).base64Packet(hex("01020304"), 7);

        assertThat(packet.readerIndex()).isEqualTo(7);
        assertThat(packet.toString(StandardCharsets.UTF_8)).isEqualTo(text);
        packet.release();
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static ByteBuf hex(String digits) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(digits));
    }
}
