package dev.socketwire.socketio.spi;

import dev.socketwire.engineio.HandshakeInfo;
import java.util.Set;

/** A socket as it is told to other servers. The JSON of a socket of this server is written when it is asked for. */
public interface SocketDescription {
    /** The id. */
    String id();

    /** The rooms that it was in, that of its id included. */
    Set<String> rooms();

    /** The request that opened its connection. */
    HandshakeInfo handshake();

    /** The {@code auth} that it connected with: a JSON object in UTF-8. */
    byte[] auth();

    /**
     * What its program keeps with it: a JSON object in UTF-8.
     *
     * @throws RuntimeException where the program keeps what its mapper cannot write
     */
    byte[] data();
}
