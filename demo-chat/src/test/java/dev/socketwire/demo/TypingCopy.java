package dev.socketwire.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A copy of a shared text as a page keeps it: types at once, has one edit on its way, hears of the others late. */
final class TypingCopy {
    private static final TextEdit OWN = new TextEdit(List.of());
    private static final int FIRST_CHARACTER = 0xff00; // the first 256 take one unit each, those after them two

    private final String key;
    private final SharedText shared;
    private final List<TypingCopy> all;
    private final Set<Integer> typed; // by anybody, and dropped by nobody
    private final String life;
    private final Deque<TextEdit> heard = new ArrayDeque<>(); // on the way to this copy, OWN for what it sent
    private final List<TextEdit> waiting = new ArrayList<>();

    private String shown = "";
    private int revision;
    private int number;
    private int charactersTyped;
    private SharedText.@Nullable Sent travelling; // on the way to the server
    private @Nullable TextEdit unanswered; // the edit that was sent, transformed over what was heard since

    TypingCopy(String key, SharedText shared, List<TypingCopy> all, Set<Integer> typed) {
        this.key = key;
        this.shared = shared;
        this.all = all;
        this.typed = typed;
        this.life = shared.open(null, 0, key).life();
    }

    String shown() {
        return shown;
    }

    boolean isBusy() {
        return unanswered != null || !waiting.isEmpty() || !heard.isEmpty();
    }

    void doAnything(Random random) throws SharedText.Refused {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> type(random);
            case 3, 4 -> send();
            case 5, 6 -> arrive();
            case 7, 8 -> hear();
            default -> breakAndComeBack(random);
        }
    }

    /** Inserts characters that were never typed before, or drops some. */
    private void type(Random random) {
        int characters = shown.codePointCount(0, shown.length());
        int at = shown.offsetByCodePoints(0, random.nextInt(characters + 1));
        int to = shown.offsetByCodePoints(
                at, random.nextInt(3) == 0 ? Math.min(3, shown.codePointCount(at, shown.length())) : 0);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int character = FIRST_CHARACTER
                    + all.stream().mapToInt(copy -> copy.charactersTyped).sum();
            charactersTyped++;
            typed.add(character);
            text.appendCodePoint(character);
        }
        shown.substring(at, to).codePoints().forEach(typed::remove);
        TextEdit edit = TextEdit.of(parts(at, text.toString(), to - at, shown.length() - to));
        waiting.add(edit);
        shown = edit.applyTo(shown);
    }

    private static List<Object> parts(int kept, String inserted, int dropped, int keptAtTheEnd) {
        List<Object> parts = new ArrayList<>(List.of(kept, inserted, -dropped, keptAtTheEnd));
        parts.removeIf(part -> part.equals(0));
        return parts;
    }

    void send() {
        if (unanswered == null && !waiting.isEmpty()) {
            number++;
            unanswered = waiting.remove(0);
            travelling = new SharedText.Sent(revision, key, number, unanswered);
        }
    }

    void arrive() throws SharedText.Refused {
        if (travelling == null) {
            return;
        }
        SharedText.Accepted accepted = shared.accept(travelling);
        travelling = null;
        if (accepted.isNew()) {
            all.forEach(copy -> copy.heard.add(copy == this ? OWN : accepted.edit()));
        }
    }

    void hear() {
        TextEdit edit = heard.poll();
        if (edit == null) {
            return;
        }
        revision++;
        if (edit.equals(OWN)) {
            unanswered = null;
            return;
        }
        if (unanswered != null) {
            TextEdit.Pair pair = TextEdit.transform(edit, unanswered);
            edit = pair.first();
            unanswered = pair.second();
        }
        for (int i = 0; i < waiting.size(); i++) {
            TextEdit.Pair pair = TextEdit.transform(edit, waiting.get(i));
            edit = pair.first();
            waiting.set(i, pair.second());
        }
        shown = edit.applyTo(shown);
    }

    /** Loses what was on its way to here, asks for it, and sends again what may have arrived, or may arrive still, or never. */
    private void breakAndComeBack(Random random) throws SharedText.Refused {
        heard.clear();
        switch (random.nextInt(3)) {
            case 0 -> travelling = null;
            case 1 -> arrive();
            default -> {}
        }
        heard.clear();
        List<SharedText.Missed> missed = shared.open(life, revision, key).missed();
        for (SharedText.Missed one : missed == null ? List.<SharedText.Missed>of() : missed) {
            heard.add(one.mine() ? OWN : TextEdit.of(one.edit()));
        }
        arrive(); // late, over the old connection
        while (random.nextInt(4) > 0) {
            hear();
        }
        if (unanswered != null) {
            travelling = new SharedText.Sent(revision, key, number, unanswered);
        }
    }
}
