package dev.socketwire.engineio.session;

import dev.socketwire.engineio.codec.BodyKind;
import io.netty.buffer.ByteBuf;

/** One HTTP request of a polling session that waits for its answer. Called on the home loop, exactly once each. */
public interface Exchange {
    /**
     * Answers a poll.
     *
     * @param body taken
     * @param kind what the body is made of
     * @param compress whether the body may be compressed
     */
    void answerPoll(ByteBuf body, BodyKind kind, boolean compress);

    /** Whether the body of the request is declared to be bytes. */
    boolean hasBytes();

    /** Answers a POST with {@code ok}. */
    void answerPost();

    /** Answers 400 without a body. */
    void refuse();
}
