package dev.socketwire.interop.soak;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client in the namespace {@code /}, as long as one connection lasts. Belongs to one thread. */
final class Visit {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final Pattern PID = Pattern.compile("\"pid\":\"([^\"]+)\"");
    private static final Pattern OFFSET = Pattern.compile(",\"([^\"]+)\"\\]$");

    private final Link link;
    private final Kind kind;
    private final Tally tally;
    private final SplittableRandom random;
    private String sid = "";
    private String pid = "";
    private String offset = "";
    private int asked;

    Visit(Link link, Kind kind, Tally tally, SplittableRandom random) {
        this.link = link;
        this.kind = kind;
        this.tally = tally;
        this.random = random;
    }

    /** Connects as somebody new. */
    Visit join() {
        if (!kind.isOld()) {
            link.send("40");
        }
        String answer = link.read();
        if (!answer.startsWith("40")) {
            throw new AssertionError("a CONNECT was answered by " + answer);
        }
        // Old clients are told nothing of either.
        sid = find(SID, answer);
        pid = find(PID, answer);
        return this;
    }

    /** Whether it can be known again by what it was told. */
    boolean canReturn() {
        return !pid.isEmpty() && !offset.isEmpty();
    }

    /** Connects as who another was before; whether the server knows it again. */
    boolean returnAs(Visit before) {
        offset = before.offset;
        link.send("40{\"pid\":\"" + before.pid + "\",\"offset\":\"" + offset + "\"}");
        String answer = next();
        while (!answer.startsWith("40")) {
            // What it has missed comes first.
            tally.count("missed events that came");
            answer = next();
        }
        sid = find(SID, answer);
        pid = find(PID, answer);
        return sid.equals(before.sid);
    }

    /** Asks and waits for the answer; what else comes is counted on the way. */
    void ask(String event, String json) {
        int id = ++asked;
        link.send("42" + id + "[\"" + event + "\"," + json + "]");
        String packet = next();
        while (!packet.startsWith("43")) {
            packet = next();
        }
        if (!packet.equals("43" + id + "[" + json + "]")) {
            throw new AssertionError("asked " + id + " " + json + ", was answered " + packet);
        }
        tally.count("answers");
    }

    /** A few words with the server and with who else is in the room. */
    void turn(String room) {
        ask("echo", asked + ",\"" + "x".repeat(random.nextInt(400)) + "\"");
        if (asked % 5 == 0) {
            link.send("42[\"tell\",\"" + room + "\",\"from " + sid + "\"]");
        }
        if (asked % 7 == 0) {
            link.send("42[\"bytes\"," + random.nextInt(2_000) + "]");
        }
        link.heartbeat();
    }

    /** Asks for so many large events, in a namespace of their own: they would push out what is kept for who comes back. */
    void askForFlood(int events) {
        link.send(kind.isOld() ? "40/flood" : "40/flood,");
        String packet = next();
        while (!packet.startsWith("40/flood")) {
            packet = next();
        }
        link.send("42/flood,[\"flood\"," + events + "]");
    }

    /** Whether a packet is one of them. */
    static boolean isOfFlood(String packet) {
        return packet.startsWith("42/flood,[\"water\"");
    }

    /** Waits until something is heard. */
    String next() {
        String packet = link.read();
        if (packet.startsWith("42[")) {
            tally.count("events");
            String last = find(OFFSET, packet);
            offset = last.isEmpty() ? offset : last;
        } else if (packet.startsWith("41") || packet.startsWith("1") || packet.startsWith("44")) {
            throw new UncheckedIOException(new EOFException("the server said " + packet));
        }
        return packet;
    }

    Link link() {
        return link;
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
