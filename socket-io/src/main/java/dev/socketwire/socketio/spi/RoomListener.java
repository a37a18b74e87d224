package dev.socketwire.socketio.spi;

/**
 * Told of the rooms of one namespace on this server: one event after the other, in the order in which things happened. Runs
 * on the thread that happens to be there, an event loop among others: it must not block. What it throws is told to the error
 * hook.
 */
public interface RoomListener {
    /** The reference's {@code create-room}: a room has its first member. */
    default void onCreate(String room) {}

    /** The reference's {@code join-room}. */
    default void onJoin(String room, String socketId) {}

    /** The reference's {@code leave-room}. */
    default void onLeave(String room, String socketId) {}

    /** The reference's {@code delete-room}: the last member has left. */
    default void onDelete(String room) {}
}
