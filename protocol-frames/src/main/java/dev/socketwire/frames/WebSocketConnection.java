package dev.socketwire.frames;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client of a {@link WebSocketServer}. Every method may be called from any thread and returns at once; what one thread
 * sends arrives in its order. After the end of the connection, sending does nothing.
 */
public interface WebSocketConnection {
    /** Sends a text message. */
    void sendText(String text);

    /** Sends a binary message; the bytes between position and limit are copied. */
    void sendBinary(ByteBuffer bytes);

    /**
     * Sends a ping.
     *
     * @param payload at most 125 bytes; copied
     * @throws IllegalArgumentException where it is longer
     */
    void ping(ByteBuffer payload);

    /** Closes with 1000. */
    default void close() {
        close(CloseCode.NORMAL, "");
    }

    /**
     * Starts the closing handshake, RFC 6455 section 7.1.2.
     *
     * @param code a code that may travel ({@link CloseCode#mayTravel})
     * @param reason cut at 123 bytes of UTF-8
     * @throws IllegalArgumentException where the code may not travel
     */
    void close(int code, String reason);

    /** Bytes that were sent and that the socket has not taken yet; a slow client makes it grow. */
    long pendingBytes();

    /** Whether the connection is open. */
    boolean isOpen();

    /** The path of the request, without its query. */
    String path();

    /** The query of the request, without its question mark; empty where there is none. */
    Optional<String> query();

    /** The headers of the request, names in lower case. */
    Map<String, List<String>> headers();

    /** The subprotocol that was agreed on. */
    Optional<String> subprotocol();

    /** The address of the peer. */
    InetSocketAddress remoteAddress();
}
