package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

class ScalarScanTest {
    private static final int MAX_NUMBER = 20;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"e\"]                    | 1",
                "[\"e\",\"x\"]                | 1 5",
                "[1,-2.5e+3,0,true,false,null] | 1 3 11 13 18 24",
                "[\"a,]b\",1]               | 1 8",
                "[\"a\\\"b\",\"é€😀\"]           | 1 8",
            })
    void valuesAreFound(String json, String starts) {
        int[] found =
                Arrays.stream(starts.split(" ")).mapToInt(Integer::parseInt).toArray();

        assertThat(scan(json)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "[1",
                "1]",
                "{}",
                "[1,]",
                "[,1]",
                "[1 ]",
                "[ 1]",
                "[\"a]",
                "[\"a\\\"]",
                "[\"a\\x\"]",
                "[\"a\nb\"]",
                "[01]",
                "[1.]",
                "[.5]",
                "[-]",
                "[1e]",
                "[+1]",
                "[tru]",
                "[true1]",
                "[nul]",
                "[[1]]",
                "[{}]",
                "[1]1]",
                "[1]]",
                "[\"a\"\"b\"]",
                "[\"\\u00e9\"]",
                "[123456789012345678901]",
                "[1,\"a\"",
                "[\"\\"
            })
    void whatIsOtherwiseIsForTheParser(String json) {
        assertThat(scan(json)).isNull();
    }

    /** Eight bytes are looked at together: each byte at each place among them, beside bytes of all kinds. */
    @ParameterizedTest
    @ValueSource(bytes = {'a', ' ', '~', (byte) 0x80, (byte) 0xa2, (byte) 0xdc, (byte) 0xff})
    void everyByteIsSeenWhereverItStands(byte others) {
        for (int place = 2; place < 22; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] json = new byte[26];
                Arrays.fill(json, others);
                json[0] = '[';
                json[1] = '"';
                json[place] = (byte) value;
                json[24] = '"';
                json[25] = ']';
                boolean plain = value >= ' ' && value != '"' && value != '\\';

                assertThat(ScalarScan.starts(json, MAX_NUMBER) != null)
                        .as("byte %d at %d", value, place)
                        .isEqualTo(plain);
            }
        }
    }

    /** Whatever it accepts is JSON to the parser, too. */
    @Test
    void nothingIsAcceptedThatTheParserRefuses() {
        byte[] alphabet = "[]\",\\-+.0159eEtruefalsn {}bx\u0001".getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(7);
        int accepted = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] json = new byte[2 + random.nextInt(9)];
            for (int i = 0; i < json.length; i++) {
                json[i] = alphabet[random.nextInt(alphabet.length)];
            }
            json[0] = '[';
            json[json.length - 1] = ']';
            if (ScalarScan.starts(json, MAX_NUMBER) != null) {
                accepted++;
                assertThat(isJson(json))
                        .as(new String(json, StandardCharsets.UTF_8))
                        .isTrue();
            }
        }
        assertThat(accepted).isGreaterThan(100);
    }

    private static boolean isJson(byte[] json) {
        try (JsonParser parser = Codecs.JSON.parser(json, 0, json.length)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static int @Nullable [] scan(String json) {
        return ScalarScan.starts(json.getBytes(StandardCharsets.UTF_8), MAX_NUMBER);
    }
}
