package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.socketwire.engineio.PacketFormatException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventNameReaderTest {
    private final EventNameReader names = new EventNameReader(Codecs.JSON);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`[\"chat message\",1]`, chat message",
                "`[\"a\"]`,              a",
                "`[\"\"]`,               ``",
                "`[ \"a\" ]`,            a",
                "`[\"é😀\"]`,            é😀",
                "`[\"\\u0061\\n\"]`,     `a\n`",
                "`[\"a\\\"b\"]`,         `a\"b`",
                "`[\"error\"]`,          error",
                "`[\"__proto__\"]`,      __proto__",
                "`[\"constructor\"]`,    constructor",
                "`[\"Connect\"]`,        Connect"
            })
    void theNameIsTheFirstValue(String payload, String name) throws PacketFormatException {
        assertThat(names.read(Codecs.bytes(payload))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "-0,0", "0.5,0.5", "1e3,1000", "1e21,1e+21", "12345678901234567890,12345678901234567000"})
    void aNumberIsANameAsJavaScriptWritesIt(String number, String name) throws PacketFormatException {
        assertThat(names.read(Codecs.bytes("[" + number + ",1]"))).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect",
                "connect_error",
                "disconnect",
                "disconnecting",
                "newListener",
                "removeListener",
                "conn\\u0065ct"
            })
    void namesOfTheProtocolAreRefusedHoweverTheyAreWritten(String name) {
        refused("[\"" + name + "\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[null]",
                "[true]",
                "[false]",
                "[{}]",
                "[[]]",
                "[{\"a\":1}]",
                "['a']",
                "[a",
                "[",
                "[\"",
                "[\"a",
                "[\"a\n\"]",
                "[\"\\x\"]",
                "[1e999]",
                "[01]",
                "[NaN]",
                "[,\"a\"]",
                "[/**/\"a\"]",
                "[\ufeff\"a\"]"
            })
    void whatIsNoNameIsRefused(String payload) {
        refused(payload);
    }

    @Test
    void aNumberLongerThanItsLimitIsRefused() {
        refused("[" + "1".repeat(1001) + "]");
    }

    @Test
    void zeroBytesBetweenTheLettersDoNotMakeItUtf16() {
        refused("[\u0000\"\u0000a\u0000\"\u0000]\u0000");
    }

    @Test
    void aNameOfAMegabyteIsReadInAFewPasses() throws PacketFormatException {
        String name = "n".repeat(Codecs.MAX_BYTES - 10);
        CountingBytes payload = new CountingBytes(("[\"" + name + "\"]").getBytes(StandardCharsets.UTF_8));
        assertThat(names.read(payload)).isEqualTo(name);
        assertThat(payload.reads()).isLessThan(3L * Codecs.MAX_BYTES);
        payload.release();
    }

    private void refused(String payload) {
        assertThatExceptionOfType(PacketFormatException.class)
                .isThrownBy(() -> names.read(Codecs.bytes(payload)))
                .withMessageMatching("event [ -~]{1,60}");
    }
}
