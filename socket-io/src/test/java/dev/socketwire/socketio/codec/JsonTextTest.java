package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain,          `\"plain\"`",
                "``,             `\"\"`",
                "é€😀/,          `\"é€😀/\"`",
                "a\"b\\c,        `\"a\\\"b\\\\c\"`"
            })
    void onlyWhatMustBeEscapedIs(String text, String expected) {
        assertThat(written(text)).isEqualTo(expected);
    }

    @Test
    void controlCharactersAreEscapedAsJavaScriptDoes() {
        assertThat(written("\n\r\t\b\f\u0000\u001f\u007f\u2028"))
                .isEqualTo("\"\\n\\r\\t\\b\\f\\u0000\\u001f\u007f\u2028\"");
    }

    @Test
    void halfASurrogatePairIsEscaped() {
        assertThat(written("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(written("a\ude00b")).isEqualTo("\"a\\ude00b\"");
        assertThat(written("\ud83d\ud83d\ude00")).isEqualTo("\"\\ud83d😀\"");
        assertThat(written("\ude00\ud83d")).isEqualTo("\"\\ude00\\ud83d\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "😀"})
    void longTextTakesTheRoomThatItNeeds(String letter) {
        String text = letter.repeat(5_000);
        ByteBuf out = Unpooled.buffer(0);
        JsonText.write(out, text);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo('"' + text + '"');
        // A buffer grows by doubling.
        assertThat(out.capacity()).isLessThanOrEqualTo(2 * Integer.highestOneBit(out.readableBytes()));
    }

    @Test
    void textOfChanceIsReadBackAsItWas() {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 20_000; round++) {
            String text = RandomValues.text(random);
            String json = written(text);
            assertThat(Codecs.JSON.mapper.readValue(json, String.class)).isEqualTo(text);
            assertThat(json.getBytes(StandardCharsets.UTF_8))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(json);
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                9,
                10,
                -10,
                99,
                100,
                1234567890,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                -Long.MAX_VALUE,
                Long.MIN_VALUE,
                Integer.MIN_VALUE
            })
    void integersAreWrittenWithTheirDigits(long value) {
        assertThat(written(out -> JsonText.write(out, value))).isEqualTo(Long.toString(value));
    }

    private static String written(String text) {
        return written(out -> JsonText.write(out, text));
    }

    private static String written(Consumer<ByteBuf> writing) {
        ByteBuf out = Unpooled.buffer(1);
        writing.accept(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
