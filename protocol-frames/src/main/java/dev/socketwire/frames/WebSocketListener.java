package dev.socketwire.frames;

import java.nio.ByteBuffer;

/**
 * What a program does with the connections of a {@link WebSocketServer}. Called on the event loop of the connection, one call
 * after the other for each connection: it must not block. What it throws closes the connection with 1011 and is logged.
 */
public interface WebSocketListener {
    /** A client has connected. */
    default void onOpen(WebSocketConnection connection) {}

    /** A text message has come. */
    default void onText(WebSocketConnection connection, String text) {}

    /** A binary message has come; the bytes may be kept. */
    default void onBinary(WebSocketConnection connection, ByteBuffer bytes) {}

    /** A ping has come and was answered; the bytes, at most 125, may be kept. */
    default void onPing(WebSocketConnection connection, ByteBuffer payload) {}

    /** A pong has come; the bytes, at most 125, may be kept. */
    default void onPong(WebSocketConnection connection, ByteBuffer payload) {}

    /**
     * The connection has ended; called once for every {@link #onOpen}, after every other call.
     *
     * @param code that of the client's close frame; {@link CloseCode#NO_STATUS} where it had none, {@link CloseCode#ABNORMAL} where
     *     there was no close frame, ours where the client broke a rule
     * @param reason what belongs to that code; empty where there is nothing to say
     */
    default void onClose(WebSocketConnection connection, int code, String reason) {}

    /** A call of this listener has thrown. */
    default void onError(WebSocketConnection connection, Throwable error) {}
}
