package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwiceEncodedTest {
    private final RecordingSink sink = new RecordingSink();
    private final TwiceEncoded twice = new TwiceEncoded(sink);

    @ParameterizedTest
    @ValueSource(strings = {"é", "a€😀 und ß", "\u0080", "日本語"})
    void whatAClientEncodedItselfIsUndone(String text) {
        tell(once(text));

        assertThat(sink.events()).containsExactly("MESSAGE " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "é", "ÿ", "Ã", "€", "Ã©€", "😀"})
    void allElseStaysAsItIs(String text) {
        tell(text);

        assertThat(sink.events()).containsExactly("MESSAGE " + text);
    }

    @Test
    void aClientThatDoesNotEncodeByItselfIsLeftAlone() {
        tell("日本語");
        tell(once("é"));

        assertThat(sink.events()).containsExactly("MESSAGE 日本語", "MESSAGE " + once("é"));
    }

    @Test
    void asciiSaysNothingAboutAClient() {
        tell("plain");
        tell(once("é"));

        assertThat(sink.events()).containsExactly("MESSAGE plain", "MESSAGE é");
    }

    private void tell(String text) {
        twice.onPacket(PacketType.MESSAGE, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    /** Each byte of the text in UTF-8 as a character. */
    private static String once(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
