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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCodecV3Test {
    private static final int MAX = 50_000;

    private final PayloadCodec text = PayloadCodec.of(Revision.V3, false);
    private final PayloadCodec bytes = PayloadCodec.of(Revision.V3, true);
    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6:4hello                | MESSAGE hello",
                "6:4hello1:26:4world     | MESSAGE hello;PING;MESSAGE world",
                "2:4€                    | MESSAGE €",
                "5:4😀a€                 | MESSAGE 😀a€",
                "10:b4AQIDBA==           | binary 01020304",
                "2:b41:4                 | binary;MESSAGE",
                "0:1:20:                 | PING",
                "0000000001:2            | PING",
            })
    void aTextIsItsPacketsInOrder(String body, String events) throws PacketFormatException {
        text.decode(utf8(body), MAX, sink);

        assertThat(sink.events()).containsExactly(events.split(";"));
    }

    @Test
    void anEmptyListIsNothing() throws PacketFormatException {
        text.decode(utf8("0:"), MAX, sink);

        assertThat(sink.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4hello",
                ":4",
                "-1:4",
                "1",
                "2:4",
                "99:4",
                "1e0:2",
                "+1:2",
                " 1:2",
                "00000000001:2",
                "9999999999:2",
                "1:x",
                "1:b",
                "3:b9a",
                "2:😀",
                "a:2"
            })
    void aTextThatBeginsWithNoPacketIsRefused(String body) {
        assertThatThrownBy(() -> text.decode(utf8(body), MAX, sink)).isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2:40garb", "2:40 ", "2:403:4", "2:401:x"})
    void packetsBeforeABadOneAreTold(String body) {
        assertThatThrownBy(() -> text.decode(utf8(body), MAX, sink)).isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).containsExactly("MESSAGE 0");
    }

    @Test
    void aLengthThatCutsAPairOfSurrogatesIsRefused() {
        assertThatThrownBy(() -> text.decode(utf8("3:4a😀"), MAX, sink)).isInstanceOf(PacketFormatException.class);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        ByteBuf body = Unpooled.wrappedBuffer(new byte[] {'2', ':', '4', (byte) 0xff});

        assertThatThrownBy(() -> text.decode(body, MAX, sink)).isInstanceOf(PacketFormatException.class);
    }

    @Test
    void tooManyPacketsRefuseTheWholeBody() throws PacketFormatException {
        text.decode(utf8("1:31:31:3"), 3, sink);
        assertThatThrownBy(() -> text.decode(utf8("1:31:31:31:3"), 3, sink))
                .hasMessage("payload has more than 3 packets");
        assertThat(sink.events()).hasSize(3);

        ByteBuf four = hex("0001ff32".repeat(4));
        bytes.decode(four, 4, sink);
        assertThatThrownBy(() -> bytes.decode(four, 3, sink)).hasMessage("payload has more than 3 packets");
        assertThat(sink.events()).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "0006ff3468656c6c6f0105ff0401020304, MESSAGE hello;binary 01020304",
        "0003ff34c3a9,                       MESSAGE é",
        "0101ff04,                           binary",
        "01000005ff0401020304,               binary 01020304",
        "0102ff09aa,                         ''",
        "0101ff02,                           PING",
        "000aff62344151494442413d3d,         ''",
    })
    void bytesAreTheirPacketsInOrder(String body, String events) throws PacketFormatException {
        if (body.startsWith("000aff")) {
            // Base64 within a text of a body of bytes: 10 characters, of which the digits say 1 and 0.
            bytes.decode(hex("000100ff62344151494442413d3d"), MAX, sink);
            assertThat(sink.events()).containsExactly("binary 01020304");
            return;
        }
        bytes.decode(hex(body), MAX, sink);

        assertThat(String.join(";", sink.events())).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0001",
                "0001ff",
                "00ff34",
                "000aff34",
                "0002ff34",
                "0109090909090909090909ff04",
                "00010101010101010101010101ff34",
                "0002ff34ff",
                "0001ff78"
            })
    void bytesThatAreNoPacketsAreRefused(String body) {
        assertThatThrownBy(() -> bytes.decode(hex(body), MAX, sink)).isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).isEmpty();
    }

    @Test
    @Timeout(5)
    void aMillionBytesOfTinyPacketsTakeLinearTime() throws PacketFormatException {
        text.decode(utf8("1:3".repeat(333_333)), 1_000_000, new Discarding());
        bytes.decode(hex("0001ff33".repeat(250_000)), 1_000_000, new Discarding());
    }

    @Test
    void textIsWrittenWithTheLengthsOfABrowser() {
        ByteBuf body = Unpooled.buffer();
        text.writeText(body, PacketType.MESSAGE, utf8("2[\"uni\",\"é€😀\u2028\"]"));
        text.writeText(body, PacketType.NOOP, Unpooled.EMPTY_BUFFER);
        text.writeBinary(body, hex("01020304"));

        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("17:42[\"uni\",\"é€😀\u2028\"]1:610:b4AQIDBA==");
    }

    @Test
    void bytesAreWrittenWithADigitInEachByte() {
        ByteBuf body = Unpooled.buffer();
        bytes.writeText(body, PacketType.MESSAGE, utf8("hello"));
        bytes.writeBinary(body, hex("01020304"));
        bytes.writeText(body, PacketType.MESSAGE, utf8("é12345678"));

        assertThat(ByteBufUtil.hexDump(body))
                .isEqualTo("0006ff3468656c6c6f" + "0105ff0401020304" + "000101ff34c3a93132333435363738");
    }

    @Test
    void nothingIsLargerThanItsSizeSays() {
        ByteBuf data = utf8("é".repeat(1000));
        for (PayloadCodec codec : new PayloadCodec[] {text, bytes}) {
            ByteBuf body = Unpooled.buffer();
            codec.writeText(body, PacketType.MESSAGE, data);
            assertThat(body.readableBytes()).isLessThanOrEqualTo(codec.textSize(data));
            body.clear();
            codec.writeBinary(body, data);
            assertThat(body.readableBytes()).isLessThanOrEqualTo(codec.binarySize(data));
        }
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static ByteBuf hex(String digits) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(digits));
    }

    private static final class Discarding implements PacketSink {
        @Override
        public void onPacket(PacketType type, ByteBuf data) {}

        @Override
        public void onBinary(ByteBuf data) {}
    }
}
