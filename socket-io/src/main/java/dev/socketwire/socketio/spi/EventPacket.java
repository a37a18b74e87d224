package dev.socketwire.socketio.spi;

/** An event on its way to sockets. What a namespace hands to its adapter is encoded already, and delivered without copying. */
public interface EventPacket {
    /**
     * The event for another server: its name, then its arguments. A copy, so ask only where there is another server.
     *
     * @throws IllegalStateException where the packet came from the namespace and the call that brought it has returned
     */
    Payload payload();

    /** An event that another server has sent. */
    static EventPacket of(Payload payload) {
        return () -> payload;
    }
}
