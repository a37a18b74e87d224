package dev.socketwire.interop.parser;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages that are nearly right, or not at all. */
final class Mutations {
    private static final String LETTERS = "0123456789-/,[]{}\":\\ \t\neE+._u\u0000\u00a0\u00e9\u0663";

    /** What stands in packets, and what stands there in those of somebody who looks for faults. */
    private static final List<String> PARTS = List.of(
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "50-",
            "51-",
            "61-",
            "511-",
            "5001-",
            "51.0-",
            "50x1-",
            "5 1-",
            "5-",
            "/",
            "/a,",
            "/a?b=c,",
            "12",
            "00",
            "9007199254740991",
            "9007199254740992",
            "1e3",
            "0x1",
            "[",
            "]",
            "{}",
            "[]",
            "{\"a\":1}",
            "null",
            "true",
            "-0",
            "1.50",
            "1e400",
            "01",
            "\"x\"",
            "[\"x\"]",
            "[\"x\",1]",
            "[1]",
            "[1e999]",
            "[\"connect\"]",
            "[\"newListener\",1]",
            "[null]",
            "[[]]",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "{\"a\":1,\"a\":2}",
            "{\"__proto__\":{\"a\":1}}",
            "{\"_placeholder\":true,\"num\":0}",
            "{\"num\":0,\"_placeholder\":true}",
            "{\"_placeholder\":true,\"num\":1}",
            "{\"_placeholder\":true,\"num\":-1}",
            "{\"_placeholder\":true,\"num\":0.5}",
            "{\"_placeholder\":true}",
            "{\"_placeholder\":true,\"num\":\"0\"}",
            "{\"_placeholder\":1,\"num\":0}",
            "{\"_placeholder\":true,\"num\":0,\"a\":1}",
            "{\"a\":1,\"_placeholder\":true,\"num\":0}",
            "\ufeff",
            "\u2028",
            "\n");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\"_placeholder\":true,\"num\":[0-9]+}");

    private final SplittableRandom random;

    Mutations(SplittableRandom random) {
        this.random = random;
    }

    /** Other messages than these, mostly. */
    List<Message> of(List<Message> messages) {
        if (random.nextInt(8) == 0) {
            return List.of(Message.text(utf8(parts())), Message.bytes(new byte[] {1}));
        }
        List<Message> mutated = new ArrayList<>(messages);
        if (random.nextInt(6) == 0) {
            rearrange(mutated);
        }
        for (int i = 0; i < mutated.size(); i++) {
            String text = mutated.get(i).text();
            if (text != null) {
                for (int left = random.nextInt(1, 4); left > 0; left--) {
                    text = edited(text);
                }
                mutated.set(i, Message.text(utf8(text)));
            }
        }
        return mutated;
    }

    private String parts() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(7); left > 0; left--) {
            text.append(part());
        }
        return text.toString();
    }

    private String part() {
        return PARTS.get(random.nextInt(PARTS.size()));
    }

    private void rearrange(List<Message> messages) {
        int at = random.nextInt(messages.size());
        switch (random.nextInt(4)) {
            case 0 -> messages.remove(at);
            case 1 -> messages.add(at, messages.get(random.nextInt(messages.size())));
            case 2 -> messages.add(at, Message.bytes(new byte[] {2, 3}));
            default -> messages.add(Message.text("2[\"y\"]"));
        }
    }

    private String edited(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(4));
        String before = text.substring(0, from);
        String behind = text.substring(from);
        return switch (random.nextInt(13)) {
            case 0 -> before + text.substring(to);
            case 1 -> before + letter() + behind;
            case 2 -> before + letter() + text.substring(to);
            case 3 -> before + part() + behind;
            case 4 -> before + part() + text.substring(to);
            case 5 -> before;
            case 6 -> text.substring(0, to) + behind;
            case 7 -> part() + text.substring(Math.min(1, text.length()));
            case 8, 9 -> withElement(text);
            case 10, 11 -> PLACEHOLDER.matcher(text).replaceFirst(Matcher.quoteReplacement(part()));
            default -> random.nextInt(10) == 0 ? before + excess() + behind : before + "{" + behind;
        };
    }

    /** One more at the end of the last array. */
    private String withElement(String text) {
        int end = text.lastIndexOf(']');
        if (end <= 0) {
            return text;
        }
        String comma = text.charAt(end - 1) == '[' ? "" : ",";
        return text.substring(0, end) + comma + part() + text.substring(end);
    }

    private char letter() {
        return LETTERS.charAt(random.nextInt(LETTERS.length()));
    }

    private String excess() {
        return switch (random.nextInt(4)) {
            case 0 -> "9".repeat(1001);
            case 1 -> "[".repeat(101) + "]".repeat(101);
            case 2 -> "n".repeat(260);
            default -> "[".repeat(99) + "]".repeat(99);
        };
    }

    /** Half a character that was left over cannot be sent. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
