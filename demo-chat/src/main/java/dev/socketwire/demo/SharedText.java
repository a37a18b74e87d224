package dev.socketwire.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one text that all copies follow. It puts the edits into an order by giving each a number, its revision; an edit that was
 * made on an older revision is transformed over those that it did not know. Any thread.
 */
final class SharedText {
    static final int MOST_CHARACTERS = 20_000;

    private static final int MOST_KEY_CHARACTERS = 64;
    private static final int MOST_EDITS_KEPT = 2_000;
    private static final int MOST_WEIGHT_KEPT = 400_000;

    /**
     * An edit as a client sends it.
     *
     * @param revision the last one that the client knew
     * @param key who sends it: a secret of the page, the same after a reconnect
     * @param number the client's own: a client that does not know whether an edit arrived sends it again under its number
     */
    record Sent(int revision, String key, int number, TextEdit edit) {}

    /** An edit in its place: transformed, and with its revision. */
    record Accepted(int revision, TextEdit edit, boolean isNew) {}

    /** What a copy lacks: the edits since, or the whole text where they are no longer known. */
    record Opened(
            String life,
            int revision,
            @Nullable String text,
            @Nullable List<Missed> missed) {}

    /** An edit that a copy lacks; its own, where the acknowledgement was lost. */
    record Missed(boolean mine, List<Object> edit) {}

    /** Why an edit is not taken: {@code stale}, {@code full} or {@code unfit}. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }

    private final String life =
            UUID.randomUUID().toString(); // revisions of another run of the program mean nothing here
    private final Deque<Sent> history = new ArrayDeque<>(); // the latest edits, guarded by this as all that follows
    private String text = "";
    private int revision;
    private int weight; // of the history

    /** Brings a copy up to date; one of a new page knows no life. */
    synchronized Opened open(@Nullable String knownLife, int knownRevision, String key) {
        if (!life.equals(knownLife) || !reaches(knownRevision)) {
            return new Opened(life, revision, text, null);
        }
        List<Missed> missed = since(knownRevision).stream()
                .map(sent -> new Missed(sent.key().equals(key), sent.edit().parts()))
                .toList();
        return new Opened(life, revision, null, missed);
    }

    /** Makes an edit, after those that its client did not know of. */
    synchronized Accepted accept(Sent sent) throws Refused {
        if (!reaches(sent.revision())) {
            throw new Refused("stale");
        }
        if (sent.key().length() > MOST_KEY_CHARACTERS) {
            throw new Refused("unfit");
        }
        TextEdit edit = sent.edit();
        String changed;
        try {
            int before = sent.revision();
            for (Sent earlier : since(before)) {
                before++;
                if (earlier.key().equals(sent.key()) && earlier.number() == sent.number()) {
                    return new Accepted(before, earlier.edit(), false);
                }
                edit = TextEdit.transform(earlier.edit(), edit).second();
                if (edit.parts().size() > TextEdit.MOST_PARTS) {
                    throw new Refused("stale"); // what others inserted has cut it to pieces
                }
            }
            changed = edit.applyTo(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Refused("unfit");
        }
        if (changed.length() > MOST_CHARACTERS) {
            throw new Refused("full");
        }
        text = changed;
        revision++;
        keep(new Sent(sent.revision(), sent.key(), sent.number(), edit));
        return new Accepted(revision, edit, true);
    }

    synchronized String text() {
        return text;
    }

    private boolean reaches(int known) {
        return known <= revision && known >= revision - history.size();
    }

    private List<Sent> since(int known) {
        return history.stream().skip(history.size() - (long) (revision - known)).toList();
    }

    private void keep(Sent sent) {
        history.addLast(sent);
        weight += sent.edit().weight();
        while (history.size() > MOST_EDITS_KEPT || weight > MOST_WEIGHT_KEPT) {
            weight -= history.removeFirst().edit().weight();
        }
    }
}
