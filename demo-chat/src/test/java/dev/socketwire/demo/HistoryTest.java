package dev.socketwire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History();

    @Test
    void aPageHoldsTheNewestMessagesTheOldestOfThemFirst() {
        say("a", 5);

        assertThat(texts(page("a", null, 3))).containsExactly("3", "4", "5");
    }

    @Test
    void pagesLeadBackToTheFirstMessageAndEachMessageIsInOne() {
        say("a", 7);

        List<List<String>> pages = new ArrayList<>();
        Long before = null;
        do {
            History.Page page = page("a", before, 3);
            pages.add(texts(page));
            before = page.before();
        } while (before != null);
        assertThat(pages).containsExactly(List.of("5", "6", "7"), List.of("2", "3", "4"), List.of("1"));
    }

    @Test
    void whatIsSaidMeanwhileDoesNotMoveThePages() {
        say("a", 4);
        History.Page newest = page("a", null, 2);
        say("a", 2);

        assertThat(texts(page("a", newest.before(), 2))).containsExactly("1", "2");
    }

    @Test
    void theLastPageSaysThatNothingIsBeforeItEvenWhereItIsFull() {
        say("a", 3);

        assertThat(page("a", null, 3).before()).isNull();
        assertThat(page("nobody", null, 3)).isEqualTo(new History.Page("nobody", List.of(), null));
    }

    @Test
    void aRoomKeepsItsLastMessages() {
        say("a", History.MOST_MESSAGES + 2);

        List<String> kept = new ArrayList<>();
        Long before = null;
        do {
            History.Page page = page("a", before, History.MOST_IN_A_PAGE);
            kept.addAll(0, texts(page));
            before = page.before();
        } while (before != null);
        assertThat(kept).hasSize(History.MOST_MESSAGES).startsWith("3").endsWith("1002");
    }

    @Test
    void theRoomThatWasQuietForTheLongestTimeGoesFirst() {
        for (int i = 1; i <= History.MOST_ROOMS; i++) {
            say("room " + i, 1);
        }
        say("room 1", 1);
        say("one more", 1);

        assertThat(texts(page("room 1", null, 9))).hasSize(2);
        assertThat(texts(page("room 2", null, 9))).isEmpty();
        assertThat(texts(page("room 3", null, 9))).hasSize(1);
    }

    @Test
    void noQuestionGetsMoreThanAPageOrLessThanAMessage() {
        say("a", History.MOST_MESSAGES);

        assertThat(page("a", null, Integer.MAX_VALUE).messages()).hasSize(History.MOST_IN_A_PAGE);
        assertThat(page("a", null, -1).messages()).hasSize(1);
    }

    private void say(String room, int count) {
        for (int i = 1; i <= count; i++) {
            history.add(room, "CHAT", String.valueOf(i), "Ada");
        }
    }

    private History.Page page(String room, @Nullable Long before, int limit) {
        return history.page(new History.Question(room, before, limit));
    }

    private static List<String> texts(History.Page page) {
        return page.messages().stream().map(History.Message::message).toList();
    }
}
