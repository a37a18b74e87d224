package dev.socketwire.socketio.namespace;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Members that stand in a row to be told something. What leads to a member's socket are a dozen objects, scattered over the
 * heap, each found by the one before it; and behind each member comes a system call. Told one by one, thousands of members cost
 * the processor a wait for memory with every step. So each is looked at when it enters the row: the looks do not depend on one
 * another, and wait for memory together. Home loop only.
 */
final class MemberRow {
    /** Long enough for the waits to overlap, short enough for all that was looked at to be at hand still. */
    private static final int LENGTH = 16;

    private final @Nullable SocketState[] row = new SocketState[LENGTH];
    private int length;

    /** How many could be sent to when they were looked at. Without an outcome the look would be optimized away. */
    @SuppressWarnings("UnusedVariable") // nobody reads it
    private int ready;

    /** One more; a full row is told. */
    void add(SocketState member, Consumer<SocketState> action) {
        ready += member.session().isWritable() ? 1 : 0;
        row[length++] = member;
        if (length == LENGTH) {
            tell(action);
        }
    }

    /** Tells all that stand in the row; then nobody does. */
    void tell(Consumer<SocketState> action) {
        for (int i = 0; i < length; i++) {
            SocketState member = row[i];
            row[i] = null;
            if (member != null) {
                action.accept(member);
            }
        }
        length = 0;
    }
}
