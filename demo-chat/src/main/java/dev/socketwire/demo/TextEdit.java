package dev.socketwire.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * One change of a text, as a walk over all of it: {@code [5, "abc", -2, 10]} keeps five characters, inserts three, drops two and
 * keeps the last ten. Two changes of the same text can be transformed so that each may follow the other: that is all the art of
 * a shared document. Immutable; counts are UTF-16 units, in Java as in JavaScript.
 *
 * @param parts positive numbers, strings and negative numbers, in the one order that {@link Walk} writes
 */
record TextEdit(List<Object> parts) {
    static final int MOST_PARTS = 1_000;

    /** Two changes of one text, made into changes that may follow each other. */
    record Pair(TextEdit first, TextEdit second) {}

    /**
     * Reads what a client sent.
     *
     * @throws IllegalArgumentException where it is no edit
     */
    static TextEdit of(List<?> sent) {
        if (sent.size() > MOST_PARTS) {
            throw new IllegalArgumentException("an edit of " + sent.size() + " parts, the most is " + MOST_PARTS);
        }
        Walk walk = new Walk();
        for (Object part : sent) {
            if (part instanceof String text && isWhole(text)) {
                walk.insert(text);
            } else if (part instanceof Integer count && count > 0) {
                walk.keep(count);
            } else if (part instanceof Integer count && count < 0 && count > Integer.MIN_VALUE) {
                walk.drop(-count);
            } else {
                throw new IllegalArgumentException("an edit has a part that is none");
            }
        }
        return walk.edit();
    }

    /** How long the text must be that this edit is for. */
    long lengthBefore() {
        return parts.stream()
                .mapToLong(part -> part instanceof Integer count ? Math.abs((long) count) : 0)
                .sum();
    }

    /** How much of memory this takes, in about as many characters. */
    int weight() {
        return parts.stream()
                .mapToInt(part -> part instanceof String text ? 4 + text.length() : 4)
                .sum();
    }

    /**
     * The text with this change made.
     *
     * @throws IllegalArgumentException where the text is too long or too short, or a surrogate pair would be cut
     */
    String applyTo(String text) {
        if (lengthBefore() != text.length()) {
            throw new IllegalArgumentException(
                    "an edit for " + lengthBefore() + " characters, the text has " + text.length());
        }
        StringBuilder changed = new StringBuilder(text.length());
        int at = 0;
        for (Object part : parts) {
            if (at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at))) {
                throw new IllegalArgumentException("an edit cuts a character in two at " + at);
            }
            if (part instanceof String inserted) {
                changed.append(inserted);
            } else if (part instanceof Integer count) {
                changed.append(text, at, at + Math.max(count, 0));
                at += Math.abs(count);
            }
        }
        return changed.toString();
    }

    /**
     * Transforms two changes of the same text: {@code first} and then the new {@code second} give what {@code second} and then
     * the new {@code first} give. Where both insert at one place, the text of {@code first} stands before that of {@code second}.
     * What one inserts the other never drops: it has not seen it.
     *
     * @throws IllegalArgumentException where they are for texts of different lengths
     */
    static Pair transform(TextEdit first, TextEdit second) {
        if (first.lengthBefore() != second.lengthBefore()) {
            throw new IllegalArgumentException(
                    "edits for " + first.lengthBefore() + " and for " + second.lengthBefore() + " characters");
        }
        Steps a = new Steps(first.parts);
        Steps b = new Steps(second.parts);
        Walk newFirst = new Walk();
        Walk newSecond = new Walk();
        while (a.hasNext() || b.hasNext()) {
            if (a.insertsNext()) {
                newSecond.keep(newFirst.insert(a.text()));
            } else if (b.insertsNext()) {
                newFirst.keep(newSecond.insert(b.text()));
            } else {
                int count = Math.min(a.left(), b.left());
                boolean firstDrops = a.drops(count);
                boolean secondDrops = b.drops(count);
                if (firstDrops && !secondDrops) {
                    newFirst.drop(count);
                } else if (secondDrops && !firstDrops) {
                    newSecond.drop(count);
                } else if (!firstDrops) {
                    newFirst.keep(count);
                    newSecond.keep(count);
                }
            }
        }
        return new Pair(newFirst.edit(), newSecond.edit());
    }

    /** What a text area can hold: no carriage return, which it would turn into another character, and no half of a pair. */
    private static boolean isWhole(String text) {
        return !text.isEmpty()
                && text.indexOf('\r') < 0
                && text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Writes an edit: equal neighbours become one part, and what is inserted stands before what is dropped at its place. */
    private static final class Walk {
        private final List<Object> parts = new ArrayList<>();

        void keep(int count) {
            if (last() instanceof Integer before && before > 0) {
                parts.set(parts.size() - 1, Math.addExact(before, count));
            } else {
                parts.add(count);
            }
        }

        void drop(int count) {
            if (last() instanceof Integer before && before < 0) {
                parts.set(parts.size() - 1, Math.subtractExact(before, count));
            } else {
                parts.add(-count);
            }
        }

        /** Returns the length of the text. */
        int insert(String text) {
            int end = last() instanceof Integer count && count < 0 ? parts.size() - 1 : parts.size();
            if (end > 0 && parts.get(end - 1) instanceof String before) {
                parts.set(end - 1, before + text);
            } else {
                parts.add(end, text);
            }
            return text.length();
        }

        TextEdit edit() {
            return new TextEdit(List.copyOf(parts));
        }

        private Object last() {
            return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
        }
    }

    /** Reads an edit; numbers in as many pieces as one likes. */
    private static final class Steps {
        private final List<Object> parts;
        private int index;
        private int taken; // of the number at the index

        Steps(List<Object> parts) {
            this.parts = parts;
        }

        boolean hasNext() {
            return index < parts.size();
        }

        boolean insertsNext() {
            return hasNext() && parts.get(index) instanceof String;
        }

        String text() {
            return (String) parts.get(index++);
        }

        int left() {
            return Math.abs((Integer) parts.get(index)) - taken;
        }

        /** Goes on by so many characters; returns whether they are dropped. */
        boolean drops(int count) {
            boolean drops = (Integer) parts.get(index) < 0;
            taken += count;
            if (left() == 0) {
                index++;
                taken = 0;
            }
            return drops;
        }
    }
}
