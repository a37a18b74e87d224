package dev.socketwire.interop.soak;

/**
 * The connection of a client, by whatever transport, with Socket.IO packets as they stand on the wire. Belongs to one thread.
 * Whatever goes wrong is an {@code UncheckedIOException} or an {@code AssertionError}.
 */
interface Link extends AutoCloseable {
    /** What {@link #read} answers for bytes. */
    String BYTES = "bytes";

    void send(String packet);

    /** The next packet; heartbeats are answered on the way. */
    String read();

    /** Sends the ping of a client of revision 3; in revision 4 pings are the server's. */
    void heartbeat();

    /** Says farewell as a client that is closed. */
    void leave();

    /** Ends with resets instead. */
    void cut();

    /** Ends without a word. */
    @Override
    void close();
}
