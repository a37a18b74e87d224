package dev.socketwire.demo;

import static dev.socketwire.demo.TextEditTest.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedTextTest {
    private final SharedText text = new SharedText();

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void howeverTheEditsMeetAllCopiesBecomeAlikeAndNoKeystrokeIsLost(int people) throws SharedText.Refused {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            SharedText shared = new SharedText();
            Set<Integer> typed = new HashSet<>();
            List<TypingCopy> copies = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                copies.add(new TypingCopy("key " + i, shared, copies, typed));
            }
            for (int step = 0; step < 400; step++) {
                copies.get(random.nextInt(people)).doAnything(random);
            }
            while (copies.stream().anyMatch(TypingCopy::isBusy)) {
                for (TypingCopy copy : copies) {
                    copy.send();
                    copy.arrive();
                    copy.hear();
                }
            }

            assertThat(copies).extracting(TypingCopy::shown).as("seed %d", seed).containsOnly(shared.text());
            assertThat(shared.text().codePoints().boxed())
                    .as("every character that nobody dropped, once; seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(typed);
        }
    }

    @Test
    void anEditThatIsSentAgainIsMadeOnce() throws SharedText.Refused {
        SharedText.Sent hello = new SharedText.Sent(0, "ada", 1, edit("Hello"));
        assertThat(text.accept(hello)).isEqualTo(new SharedText.Accepted(1, edit("Hello"), true));
        text.accept(new SharedText.Sent(1, "eve", 1, edit(5, "!")));

        assertThat(text.accept(hello)).isEqualTo(new SharedText.Accepted(1, edit("Hello"), false));
        assertThat(text.text()).isEqualTo("Hello!");
    }

    @Test
    void aCopyThatComesBackIsToldWhatItMissedAndWhichOfItWasItsOwn() throws SharedText.Refused {
        String life = text.open(null, 0, "ada").life();
        text.accept(new SharedText.Sent(0, "ada", 1, edit("Hello")));
        text.accept(new SharedText.Sent(1, "eve", 1, edit(5, "!")));

        assertThat(text.open(life, 0, "ada"))
                .isEqualTo(new SharedText.Opened(
                        life,
                        2,
                        null,
                        List.of(
                                new SharedText.Missed(true, List.of("Hello")),
                                new SharedText.Missed(false, List.of(5, "!")))));
        assertThat(text.open("another life", 0, "ada")).isEqualTo(new SharedText.Opened(life, 2, "Hello!", null));
        assertThat(text.open(life, 3, "ada").text()).isEqualTo("Hello!");
        assertThat(text.open(life, -1, "ada").text()).isEqualTo("Hello!");
    }

    @Test
    void whatIsKeptHasBounds() throws SharedText.Refused {
        String life = text.open(null, 0, "").life();
        text.accept(new SharedText.Sent(0, "ada", 0, edit("x".repeat(SharedText.MOST_CHARACTERS))));
        refuses("full", new SharedText.Sent(1, "ada", 1, edit(SharedText.MOST_CHARACTERS, "y")));
        for (int i = 1; i <= 2_000; i++) {
            text.accept(new SharedText.Sent(i, "ada", i, edit(SharedText.MOST_CHARACTERS)));
        }

        refuses("stale", new SharedText.Sent(0, "eve", 1, edit("y")));
        assertThat(text.open(life, 0, "").missed()).isNull();
        assertThat(text.open(life, 1, "").missed()).hasSize(2_000);
    }

    @Test
    void heavyEditsAreForgottenSooner() throws SharedText.Refused {
        String life = text.open(null, 0, "").life();
        for (int i = 0; i < 40; i++) {
            text.accept(new SharedText.Sent(2 * i, "ada", 2 * i, edit("x".repeat(SharedText.MOST_CHARACTERS))));
            text.accept(new SharedText.Sent(2 * i + 1, "ada", 2 * i + 1, edit(-SharedText.MOST_CHARACTERS)));
        }

        assertThat(text.open(life, 30, "").missed()).isNull();
        assertThat(text.open(life, 60, "").missed()).hasSize(20);
    }

    @Test
    void whatDoesNotFitIsRefusedAndChangesNothing() throws SharedText.Refused {
        text.accept(new SharedText.Sent(0, "ada", 1, edit("a😀b")));
        refuses("unfit", new SharedText.Sent(1, "eve", 1, edit(3, "!")));
        refuses("unfit", new SharedText.Sent(1, "eve", 1, edit(2, "!", 2)));
        refuses("unfit", new SharedText.Sent(0, "eve", 1, edit(7)));
        refuses("unfit", new SharedText.Sent(1, "k".repeat(65), 1, edit(4, "!")));
        refuses("stale", new SharedText.Sent(2, "eve", 1, edit(4, "!")));
        refuses("stale", new SharedText.Sent(-1, "eve", 1, edit(4, "!")));
        assertThat(text.text()).isEqualTo("a😀b");
        assertThat(text.open(null, 0, "").revision()).isEqualTo(1);
    }

    @Test
    void anEditThatOthersHaveCutToPiecesIsStale() throws SharedText.Refused {
        int length = TextEdit.MOST_PARTS;
        text.accept(new SharedText.Sent(0, "ada", 1, edit("x".repeat(length))));
        for (int i = 1; i < length; i++) {
            text.accept(new SharedText.Sent(i, "ada", 1 + i, edit(2 * i - 1, "y", length - i)));
        }

        refuses("stale", new SharedText.Sent(1, "eve", 1, edit(-length)));
    }

    private void refuses(String reason, SharedText.Sent sent) {
        assertThatThrownBy(() -> text.accept(sent))
                .isInstanceOf(SharedText.Refused.class)
                .hasMessage(reason);
    }
}
