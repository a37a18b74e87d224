package dev.socketwire.socketio.spi;

/** Makes the adapter of each namespace, when the namespace is made. */
@FunctionalInterface
public interface AdapterFactory {
    /**
     * An adapter for one namespace. Called for each, on the thread that makes the namespace: it must not block. What it
     * throws goes to the program that asked for the namespace, or to the error hook where a client did, who is told "connection
     * refused"; there is no such namespace then, and it is called again for the next one who asks.
     *
     * @param context what the namespace lends; the same for the whole life of the adapter
     */
    Adapter create(AdapterContext context);
}
