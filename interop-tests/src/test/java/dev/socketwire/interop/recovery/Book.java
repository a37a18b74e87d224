package dev.socketwire.interop.recovery;

/** What a receiver has of one client and one way: everything once and in order, or it says what is wrong. Any thread. */
final class Book {
    private final int client;
    private final String way;
    private int count;
    private int last = -1;
    private int gaps;
    private int wrong;

    Book(int client, String way) {
        this.client = client;
        this.way = way;
    }

    synchronized void enter(Numbered event) {
        if (!event.isFor(client, way) || event.number() <= last) {
            wrong++;
            return;
        }
        gaps += event.number() - last - 1;
        last = event.number();
        count++;
    }

    /** Something else than what was sent. */
    synchronized void spoiled() {
        wrong++;
    }

    /** How many have come. */
    synchronized int count() {
        return count;
    }

    /** The last that has come, -1 for none. */
    synchronized int last() {
        return last;
    }

    /** Those that are missing before the last one. */
    synchronized int gaps() {
        return gaps;
    }

    /** Those that came twice, behind a later one, or not as they were sent. */
    synchronized int wrong() {
        return wrong;
    }

    @Override
    public synchronized String toString() {
        return client + " " + way + ": " + count + " to number " + last + ", " + gaps + " missing, " + wrong + " wrong";
    }
}
