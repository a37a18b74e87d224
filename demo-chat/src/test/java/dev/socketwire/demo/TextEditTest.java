package dev.socketwire.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextEditTest {
    @Test
    void anEditKeepsInsertsAndDrops() {
        assertThat(edit(5, ",", 1, "dear ", -5, "Ada").applyTo("Hello world")).isEqualTo("Hello, dear Ada");
        assertThat(edit("Hello").applyTo("")).isEqualTo("Hello");
        assertThat(edit(-5).applyTo("Hello")).isEmpty();
    }

    @Test
    void equalEditsAreWrittenAlike() {
        assertThat(edit(1, 2, -1, "a", -2, "b", 1, 1)).isEqualTo(edit(3, "ab", -3, 2));
    }

    @Test
    void ofTwoInsertsAtOnePlaceTheFirstStandsBeforeTheSecond() {
        TextEdit.Pair pair = TextEdit.transform(edit(1, "one", 1), edit(1, "two", 1));
        assertThat(pair.second().applyTo("<one>")).isEqualTo("<onetwo>");
        assertThat(pair.first().applyTo("<two>")).isEqualTo("<onetwo>");
    }

    @Test
    void whatIsInsertedIntoADroppedPlaceStays() {
        TextEdit.Pair pair = TextEdit.transform(edit(-6), edit(3, "new", 3));
        assertThat(pair.first().applyTo("oldnewold")).isEqualTo("new");
        assertThat(pair.second().applyTo("")).isEqualTo("new");
    }

    @Test
    void whatBothDropIsDroppedOnce() {
        TextEdit.Pair pair = TextEdit.transform(edit(1, -3, 2), edit(2, -3, 1));
        assertThat(pair.second().applyTo("aef")).isEqualTo("af");
        assertThat(pair.first().applyTo("abf")).isEqualTo("af");
    }

    @Test
    void inWhicheverOrderTwoEditsAreMadeTheTextIsTheSame() {
        Random random = new Random(20);
        for (int round = 0; round < 20_000; round++) {
            String text = words(random, random.nextInt(12));
            TextEdit first = anyEdit(random, text);
            TextEdit second = anyEdit(random, text);
            TextEdit.Pair pair = TextEdit.transform(first, second);
            assertThat(pair.second().applyTo(first.applyTo(text)))
                    .as("%s, %s and %s", text, first, second)
                    .isEqualTo(pair.first().applyTo(second.applyTo(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hell", "Hello, world"})
    void anEditIsForATextOfItsLength(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> edit(5, "!").applyTo(text));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextEdit.transform(edit(5), anyEdit(new Random(1), text)));
    }

    @ParameterizedTest
    @CsvSource({"1,3", "2,2", "3,1"})
    void aCharacterOfTwoUnitsIsNeverCut(int before, int after) {
        String text = "a😀b";
        TextEdit edit = edit(before, "x", after);
        if (before == 2) {
            assertThatIllegalArgumentException().isThrownBy(() -> edit.applyTo(text));
        } else {
            assertThat(edit.applyTo(text)).hasSize(5);
        }
    }

    @Test
    void onlyWhatATextAreaCanHoldIsInserted() {
        for (Object part :
                List.of("", "a\rb", "\ud83d", "a\ude00", 0, Integer.MIN_VALUE, 1.5, true, List.of(), 1L << 40)) {
            assertThatIllegalArgumentException().as("%s", part).isThrownBy(() -> edit(part));
        }
        List<Object> withNull = new ArrayList<>();
        withNull.add(null);
        assertThatIllegalArgumentException().isThrownBy(() -> TextEdit.of(withNull));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextEdit.of(Collections.nCopies(TextEdit.MOST_PARTS + 1, 1)));
    }

    static TextEdit edit(Object... parts) {
        return TextEdit.of(List.of(parts));
    }

    /** Walks over a text, now keeping, now dropping, now inserting; never cuts a character in two. */
    static TextEdit anyEdit(Random random, String text) {
        List<Object> parts = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int to = text.offsetByCodePoints(at, 1 + random.nextInt(text.codePointCount(at, text.length())));
            switch (random.nextInt(3)) {
                case 0 -> parts.add(words(random, 1 + random.nextInt(3)));
                case 1 -> parts.add(at - to);
                default -> parts.add(to - at);
            }
            at = parts.get(parts.size() - 1) instanceof Integer ? to : at;
        }
        if (random.nextBoolean()) {
            parts.add(words(random, 1));
        }
        return TextEdit.of(parts);
    }

    static String words(Random random, int length) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < length; i++) {
            words.appendCodePoint(random.nextInt(6) == 0 ? 0x1f600 + random.nextInt(9) : 'a' + random.nextInt(26));
        }
        return words.toString();
    }
}
