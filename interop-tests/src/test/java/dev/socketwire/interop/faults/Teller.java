package dev.socketwire.interop.faults;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The books of a client, and what it has to say: packets in, packets out, however they go over the wire. Belongs to one
 * thread; what others read they read when it has ended.
 */
final class Teller {
    private static final String DOWN = "[\"down\",";
    private static final String DOWN_ASK = "[\"downAsk\",";

    private final int client;
    private final int events;
    private final Book down;
    private final BitSet asked = new BitSet();
    private final BitSet answered = new BitSet();
    private final List<String> out = new ArrayList<>();
    private int sent;
    private int wrongAnswers;

    /**
     * An empty one.
     *
     * @param events how many to send, and to get
     */
    Teller(int client, int events) {
        this.client = client;
        this.events = events;
        this.down = new Book(client, Entry.DOWN);
    }

    /** What it connects with. */
    String connect() {
        return "40{\"client\":" + client + "}";
    }

    /** A packet has come. */
    void take(String packet) {
        if (packet.equals("2")) {
            out.add("3");
        } else if (packet.startsWith("40")) {
            send();
        } else if (packet.startsWith("42")) {
            event(packet);
        } else if (packet.startsWith("43")) {
            answer(packet);
        } else if (!packet.equals("6")) {
            throw new IllegalStateException("an unexpected packet: " + packet);
        }
    }

    /** What is to be sent now; it counts as sent. */
    List<String> drain() {
        List<String> all = List.copyOf(out);
        out.clear();
        return all;
    }

    /** Whether all was sent and answered, and all has come. */
    boolean isDone() {
        return out.isEmpty() && sent == events && asked.equals(answered) && down.count() >= events;
    }

    Book down() {
        return down;
    }

    int sent() {
        return sent;
    }

    /** Answers to nothing, and second ones. */
    int wrongAnswers() {
        return wrongAnswers;
    }

    private void event(String packet) {
        int array = packet.indexOf('[');
        String name = packet.startsWith(DOWN, array) ? DOWN : DOWN_ASK;
        String json = packet.substring(array + name.length(), packet.length() - 1);
        Entry entry = JsonMapper.shared().readValue(json, Entry.class);
        down.enter(entry);
        if (array > 2) {
            out.add("43" + packet.substring(2, array) + "[" + entry.number() + "]");
        }
    }

    private void answer(String packet) {
        int array = packet.indexOf('[');
        int id = Integer.parseInt(packet.substring(2, array));
        if (!asked.get(id) || answered.get(id) || !packet.substring(array).equals("[" + id + "]")) {
            wrongAnswers++;
        }
        answered.set(id);
        send();
    }

    /** The next ones; the last of them asks for an answer, by its number. */
    private void send() {
        int end = Math.min(events, sent + Account.WINDOW);
        while (sent < end) {
            Entry entry = Entry.of(client, Entry.UP, sent);
            boolean asks = sent == end - 1;
            out.add("42" + (asks ? sent : "") + "[\"" + (asks ? "upAsk" : "up") + "\"," + entry.json() + "]");
            if (asks) {
                asked.set(sent);
            }
            sent++;
        }
    }
}
