package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "12, 12", "a1b2, 12", "'alert(1);//', 1", "'', ''", "123456789012, 1234567890"})
    void onlyTheDigitsOfAnIndexAreKept(String j, String index) {
        assertThat(Jsonp.index(j)).isEqualTo(index);
    }

    @Test
    void aBodyIsAStringInACallOfAFunction() {
        assertThat(wrap("6:4\"a\\b\"1:6")).isEqualTo("___eio[3](\"6:4\\\"a\\\\b\\\"1:6\");");
    }

    @Test
    void whatEndsALineOrAScriptIsEscaped() {
        assertThat(wrap("a\u2028b\u2029c\nd\re\tf</script>é"))
                .isEqualTo("___eio[3](\"a\\u2028b\\u2029c\\nd\\re\\u0009f\\u003c/script>é\");");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d=6%3A4hello             | 6:4hello",
                "d=a+b%2Bc                | a b+c",
                "x=1&d=1%3A2&y=2          | 1:2",
                "d=%C3%A9                 | é",
            })
    void aFormHoldsABody(String form, String body) {
        assertThat(unwrap(form)).isEqualTo(body);
    }

    @Test
    void aNewlineInAFormIsTheEscapeOfAClient() {
        assertThat(unwrap("d=a%5Cnb")).isEqualTo("a\nb");
        assertThat(unwrap("d=a%5C%5Cnb")).isEqualTo("a\\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x=1", "d=1&d=2", "d=%", "d=%zz", "dd=1"})
    void aFormWithoutABodyHoldsNone(String form) {
        assertThat(unwrap(form)).isNull();
    }

    private static String wrap(String body) {
        ByteBuf script = Jsonp.wrap("3", Unpooled.copiedBuffer(body, StandardCharsets.UTF_8), ByteBufAllocator.DEFAULT);
        String text = script.toString(StandardCharsets.UTF_8);
        script.release();
        return text;
    }

    private static @Nullable String unwrap(String form) {
        ByteBuf body = Jsonp.unwrap(Unpooled.copiedBuffer(form, StandardCharsets.UTF_8), ByteBufAllocator.DEFAULT);
        if (body == null) {
            return null;
        }
        String text = body.toString(StandardCharsets.UTF_8);
        body.release();
        return text;
    }
}
