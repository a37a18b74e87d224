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

class PayloadCodecV4Test {
    private static final int MAX = 50_000;

    private final PayloadCodec codec = PayloadCodec.of(Revision.V4);
    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @CsvSource({
        "4hello,              MESSAGE hello",
        "2,                   PING",
        "4hello|2|4world,     MESSAGE hello;PING;MESSAGE world",
        "4€|bAQIDBA==|4,      MESSAGE €;binary 01020304;MESSAGE",
        "b|b,                 binary;binary",
        "40|1|4late,          MESSAGE 0;CLOSE;MESSAGE late",
    })
    void aBodyIsItsPacketsInOrder(String body, String events) throws PacketFormatException {
        codec.decode(body(body), MAX, sink);

        assertThat(sink.events()).containsExactly(events.split(";"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "|", "abc", "|4hello", "{}", "b$"})
    void aBodyThatBeginsWithNoPacketIsRefused(String body) {
        assertThatThrownBy(() -> codec.decode(body(body), MAX, sink)).isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello|", "4hello||4world", "4hello|x"})
    void packetsBeforeABadOneAreTold(String body) {
        assertThatThrownBy(() -> codec.decode(body(body), MAX, sink)).isInstanceOf(PacketFormatException.class);
        assertThat(sink.events()).containsExactly("MESSAGE hello");
    }

    @Test
    void asManyPacketsAsTheLimitAreRead() throws PacketFormatException {
        codec.decode(body("3|3|3"), 3, sink);

        assertThat(sink.events()).hasSize(3);
    }

    @Test
    void onePacketOverTheLimitRefusesTheWholeBody() {
        assertThatThrownBy(() -> codec.decode(body("3|3|3|3"), 3, sink))
                .isInstanceOf(PacketFormatException.class)
                .hasMessage("payload has more than 3 packets");
        assertThat(sink.events()).isEmpty();
    }

    @Test
    @Timeout(5)
    void aMillionBytesOfTinyPacketsTakeLinearTime() throws PacketFormatException {
        ByteBuf body = body("4a|".repeat(333_333) + "4");
        int[] told = {0};
        PacketSink counting = new PacketSink() {
            @Override
            public void onPacket(PacketType type, ByteBuf data) {
                told[0]++;
            }

            @Override
            public void onBinary(ByteBuf data) {
                throw new AssertionError("there is none");
            }
        };

        codec.decode(body, 333_334, counting);
        assertThatThrownBy(() -> codec.decode(body, MAX, counting)).isInstanceOf(PacketFormatException.class);

        assertThat(told[0]).isEqualTo(333_334);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "34ff", // never in UTF-8
                "34c080", // a NUL in two bytes
                "34e08080", // a NUL in three
                "34eda080", // half of a surrogate pair
                "34f4908080", // above U+10FFFF
                "34e282", // cut short
                "34681e34c3", // in the second packet
                "34f09f981e34", // a separator within a character
            })
    void aBodyThatIsNoUtf8IsRefusedAsAWhole(String hex) {
        ByteBuf body = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));

        assertThatThrownBy(() -> codec.decode(body, MAX, sink))
                .isInstanceOf(PacketFormatException.class)
                .hasMessageEndingWith("bytes is no UTF-8");
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void theIndicesOfABorrowedBodyAreLeftAlone() throws PacketFormatException {
        ByteBuf body = body("xx4hello|2|").readerIndex(2);
        body.writerIndex(body.writerIndex() - 1);

        codec.decode(body, MAX, sink);

        assertThat(sink.events()).containsExactly("MESSAGE hello", "PING");
        assertThat(body.readerIndex()).isEqualTo(2);
        assertThat(body.readableBytes()).isEqualTo(8);
    }

    @Test
    void packetsAreWrittenWithASeparatorBetweenThemOnly() {
        ByteBuf body = Unpooled.buffer();

        codec.writeText(body, PacketType.OPEN, body("{}"));
        codec.writeText(body, PacketType.MESSAGE, body("hello"));
        codec.writeBinary(body, Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4}));
        codec.writeText(body, PacketType.NOOP, Unpooled.EMPTY_BUFFER);

        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("0{}\u001e4hello\u001ebAQIDBA==\u001e6");
    }

    @Test
    void writtenDataKeepsItsIndices() {
        ByteBuf data = body("xxhello").readerIndex(2);

        codec.writeText(Unpooled.buffer(), PacketType.MESSAGE, data);
        codec.writeBinary(Unpooled.buffer(), data);

        assertThat(data.readerIndex()).isEqualTo(2);
        assertThat(data.readableBytes()).isEqualTo(5);
    }

    @Test
    void theSizesOfPacketsAddUpToNoLessThanTheBody() {
        for (int length = 0; length < 20; length++) {
            ByteBuf data = Unpooled.wrappedBuffer(new byte[length]);
            ByteBuf body = Unpooled.buffer();
            codec.writeText(body, PacketType.MESSAGE, data);
            codec.writeBinary(body, data);

            // The first packet has no separator before it.
            assertThat(codec.textSize(data) + codec.binarySize(data)).isEqualTo(body.readableBytes() + 1);
        }
    }

    @Test
    void aSizeThatNoBufferHasIsAnError() {
        assertThatThrownBy(() -> Base64Text.encodedSize(Integer.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    /** The separator is written as {@code |}. */
    private static ByteBuf body(String text) {
        return Unpooled.copiedBuffer(text.replace('|', '\u001e'), StandardCharsets.UTF_8);
    }
}
