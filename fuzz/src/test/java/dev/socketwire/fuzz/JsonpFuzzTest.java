package dev.socketwire.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.engineio.codec.Jsonp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.URLEncoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forms that scripts of old browsers post, and the scripts that they are answered. An input is both. */
class JsonpFuzzTest {
    private static final UnpooledByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-f]{4}|.)");
    private static final String BEFORE = "___eio[7](\"";
    private static final String BEHIND = "\");";

    /** A text, its decoded copies, and the buffer of the result; in a script a byte may become six. */
    private static final int ALLOCATED_FOR_EACH = 100;

    private static final int STEPS_FOR_EACH = 16;

    @FuzzTest
    void aFormHoldsABodyAndAScriptIsAText(byte[] input) {
        Cost.linear(input.length, ALLOCATED_FOR_EACH, STEPS_FOR_EACH).check(() -> unwrapped(input));
        if (!Utf8.is(input)) {
            return;
        }
        String text = new String(input, UTF_8);
        if (!text.contains("\\")) {
            // What clients do to a backslash cannot always be undone.
            String form = "x=1&d=" + URLEncoder.encode(text.replace("\n", "\\n"), UTF_8) + "&&y";
            assertThat(unwrapped(form.getBytes(UTF_8))).isEqualTo(text);
        }
        Cost.linear(input.length, ALLOCATED_FOR_EACH, STEPS_FOR_EACH).check(() -> wrapped(input));
        String script = wrapped(input);
        assertThat(script).startsWith(BEFORE).endsWith(BEHIND);
        String literal = script.substring(BEFORE.length(), script.length() - BEHIND.length());
        assertThat(literal).doesNotContainPattern("[\u0000-\u001f\u2028\u2029<]");
        assertThat(ESCAPE.matcher(literal).replaceAll(found -> meaning(found.group(1))))
                .isEqualTo(text);
        assertThat(ESCAPE.matcher(literal).replaceAll("")).doesNotContain("\"");
    }

    private static String meaning(String escaped) {
        char c = escaped.charAt(0);
        char meant = switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'u' -> (char) Integer.parseInt(escaped.substring(1), 16);
            default -> c;
        };
        return Matcher.quoteReplacement(String.valueOf(meant));
    }

    private static String wrapped(byte[] body) {
        return text(Jsonp.wrap("7", Unpooled.wrappedBuffer(body), HEAP));
    }

    private static @Nullable String unwrapped(byte[] form) {
        ByteBuf body = Jsonp.unwrap(Unpooled.wrappedBuffer(form), HEAP);
        return body == null ? null : text(body);
    }

    private static String text(ByteBuf bytes) {
        String text = bytes.toString(UTF_8);
        bytes.release();
        return text;
    }
}
