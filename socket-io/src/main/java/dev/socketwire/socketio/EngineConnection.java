package dev.socketwire.socketio;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EnginePacket;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The Engine.IO connection of a client, which its sockets in all namespaces share. Every method may be called from any thread.
 * Listeners run on the event loop of the connection: they must not block. What they throw is told to the error hook.
 */
public interface EngineConnection {
    /** The life of a connection. */
    enum ReadyState {
        /** Messages go both ways. */
        OPEN,
        /** What waits is sent, nothing more is taken. */
        CLOSING,
        /** It is over. */
        CLOSED
    }

    /** The id of the session: a secret of its client, never to be told to another one. */
    String id();

    /** The transport that the client uses now. */
    TransportName transport();

    /** The protocol revision that the client speaks; its number is the {@code EIO} of the query. */
    Revision protocol();

    /** Where it is in its life. */
    ReadyState readyState();

    /** The request that opened it. */
    HandshakeInfo request();

    /** Runs when the client has changed from polling to another transport. */
    void onUpgrade(Consumer<TransportName> listener);

    /** Runs for every packet that comes, heartbeats included. Nothing is copied for it where nobody listens. */
    void onPacket(Consumer<EnginePacket> listener);

    /** Runs for every packet that is sent, be it that it waits. Nothing is copied for it where nobody listens. */
    void onPacketCreate(Consumer<EnginePacket> listener);

    /** Runs when messages are taken at once again, after they were not. */
    void onDrain(Runnable listener);

    /** Runs when the connection has ended, after its sockets. */
    void onClose(BiConsumer<DisconnectReason, Optional<String>> listener);

    /** Ends the connection after what waits was sent; its sockets end with {@code forced close}. */
    void close();
}
