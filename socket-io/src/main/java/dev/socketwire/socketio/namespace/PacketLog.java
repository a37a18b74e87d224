package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.spi.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The last events of one namespace, numbered from 1, within limits of time, number and bytes. Not for use from several threads
 * at once.
 */
final class PacketLog {
    /**
     * An event.
     *
     * @param message the log's
     * @param target whom it was for
     * @param at when it was sent
     */
    record Entry(long number, SharedMessage message, Target target, long at) {}

    private final ConnectionStateRecovery limits;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long last;
    private long bytes;

    PacketLog(ConnectionStateRecovery limits) {
        this.limits = limits;
    }

    /** The number of the event that was added last, 0 where there was none. */
    long last() {
        return last;
    }

    /**
     * Adds the next event; borrowed.
     *
     * @return how many had to make room for it
     */
    int add(SharedMessage message, Target target, long now) {
        entries.add(new Entry(++last, message.retain(), target, now));
        bytes += message.bytes();
        return trim(now);
    }

    /**
     * Forgets what is beyond a limit.
     *
     * @return how many that was before their time
     */
    int trim(long now) {
        long oldest = now - limits.maxDisconnectionDuration().toNanos();
        int early = 0;
        for (Entry first = entries.peek(); first != null && isBeyond(first, oldest); first = entries.peek()) {
            entries.remove();
            bytes -= first.message.bytes();
            early += first.at - oldest < 0 ? 0 : 1;
            first.message.release();
        }
        return early;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether nothing is forgotten of what came behind a number. */
    boolean reaches(long number) {
        return number <= last && number >= last - entries.size();
    }

    /** What came behind a number, in order; borrowed. */
    List<Entry> after(long number) {
        List<Entry> found = new ArrayList<>();
        for (Iterator<Entry> all = entries.descendingIterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.number <= number) {
                break;
            }
            found.add(entry);
        }
        Collections.reverse(found);
        return found;
    }

    /** Forgets everything. */
    void release() {
        entries.forEach(entry -> entry.message.release());
        entries.clear();
        bytes = 0;
    }

    private boolean isBeyond(Entry first, long oldest) {
        return entries.size() > limits.maxPackets() || bytes > limits.maxBytes() || first.at - oldest < 0;
    }
}
