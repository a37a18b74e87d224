package dev.socketwire.socketio.namespace;

/**
 * Those for whom a child namespace is there: its sockets, and the clients that a middleware of it is asked about. Any thread.
 * Where the last one goes from one that is cleaned up it is closed for good, so that nobody gets into a namespace that is being
 * removed.
 */
final class Tenants {
    private final boolean cleanup;

    // Guarded by this.
    private int count;
    private boolean closed;

    Tenants(boolean cleanup) {
        this.cleanup = cleanup;
    }

    /** One more; false where it is closed. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        count++;
        return true;
    }

    /** Nobody more; true where that closes it, which happens once. */
    synchronized boolean close() {
        boolean closes = !closed;
        closed = true;
        return closes;
    }

    /** One less; true where that closes it, which happens once. */
    synchronized boolean leave() {
        count--;
        if (count > 0 || !cleanup || closed) {
            return false;
        }
        closed = true;
        return true;
    }
}
