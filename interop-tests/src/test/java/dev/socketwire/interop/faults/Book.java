package dev.socketwire.interop.faults;

import java.util.BitSet;

/** What a receiver has of one client and one way. Any thread. */
final class Book {
    private final int client;
    private final String way;
    private final BitSet seen = new BitSet();
    private int last = -1;
    private long doubled;
    private long outOfOrder;
    private long damaged;

    Book(int client, String way) {
        this.client = client;
        this.way = way;
    }

    synchronized void enter(Entry entry) {
        if (!entry.isWhole() || entry.client() != client || !entry.way().equals(way)) {
            damaged++;
        } else if (seen.get(entry.number())) {
            doubled++;
        } else {
            outOfOrder += entry.number() < last ? 1 : 0;
            last = Math.max(last, entry.number());
            seen.set(entry.number());
        }
    }

    /** How many different ones have come. */
    synchronized int count() {
        return seen.cardinality();
    }

    /** The highest number that has come, -1 for none. */
    synchronized int last() {
        return last;
    }

    /** What is found when it is compared with how many were sent; what was never sent is damaged. */
    synchronized Findings compare(int sent) {
        long received = seen.get(0, sent).cardinality();
        long invented = seen.cardinality() - received;
        long behindGaps = received - Math.min(seen.nextClearBit(0), sent);
        return new Findings(sent, received, sent - received, doubled, outOfOrder, damaged + invented, behindGaps);
    }
}
