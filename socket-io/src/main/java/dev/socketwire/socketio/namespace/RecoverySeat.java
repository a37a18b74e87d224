package dev.socketwire.socketio.namespace;

import org.jspecify.annotations.Nullable;

/** What a socket that can be recovered knows of the events that it was sent. Home loop only, but for what is final. */
final class RecoverySeat {
    private final String pid;
    private final long first;
    private final long skip;
    private final boolean back;
    private @Nullable Long sent;

    /** When its connection broke. Written on the home loop, read by all. */
    private volatile @Nullable Long brokenAt;

    /**
     * A seat.
     *
     * @param pid what the client names to have the socket back
     * @param first the last event before the socket was there for the first time
     * @param skip no event up to it is sent: it was before the socket was there, or was sent when it came back
     * @param back whether it has come back
     */
    private RecoverySeat(String pid, long first, long skip, boolean back) {
        this.pid = pid;
        this.first = first;
        this.skip = skip;
        this.back = back;
    }

    /** The seat of a new socket, behind the event of that number. */
    static RecoverySeat anew(String pid, long number) {
        return new RecoverySeat(pid, number, number, false);
    }

    /**
     * The seat of a socket that has come back.
     *
     * @param seen the last event that its client had seen, or null
     * @param sent the last event that it was sent now or had seen, or null
     */
    static RecoverySeat again(LostSocket before, @Nullable Long seen, long skip, @Nullable Long sent) {
        long first = seen == null ? before.from(null) : before.first();
        RecoverySeat seat = new RecoverySeat(before.pid(), first, skip, true);
        seat.sent = sent;
        return seat;
    }

    /** The seat of a socket whose events have no numbers of this server. */
    static RecoverySeat unnumbered(String pid, boolean back) {
        return new RecoverySeat(pid, 0, 0, back);
    }

    String pid() {
        return pid;
    }

    long first() {
        return first;
    }

    long skip() {
        return skip;
    }

    boolean isBack() {
        return back;
    }

    /** The last event that the client was sent, or null. */
    @Nullable
    Long sent() {
        return sent;
    }

    /** Whether an event is to be sent; if so, it is the last one from now on. */
    boolean take(long number) {
        if (number <= skip) {
            return false;
        }
        sent = number;
        return true;
    }

    /** Its connection has ended in a way that lets its client come back. */
    void broke(long now) {
        brokenAt = now;
    }

    /** Whether its connection broke, and not before a moment. Any thread. */
    boolean isBroken(long oldest) {
        Long known = brokenAt;
        return known != null && known - oldest >= 0;
    }
}
