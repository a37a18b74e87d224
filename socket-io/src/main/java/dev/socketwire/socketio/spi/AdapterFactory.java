package dev.socketwire.socketio.spi;

/** Makes the adapter of each namespace, when the namespace is made. */
@FunctionalInterface
public interface AdapterFactory {
    /**
     * An adapter for one namespace. Called once for each, on the thread that makes the namespace: it must not block.
     *
     * @param context what the namespace lends; the same for the whole life of the adapter
     */
    Adapter create(AdapterContext context);
}
