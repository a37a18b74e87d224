package dev.socketwire.engineio.session;

import io.netty.buffer.ByteBuf;

/** One HTTP request of a polling session that waits for its answer. Called on the home loop, exactly once each. */
public interface Exchange {
    /**
     * Answers a poll.
     *
     * @param body taken
     * @param compress whether the body may be compressed
     */
    void answerPoll(ByteBuf body, boolean compress);

    /** Answers a POST with {@code ok}. */
    void answerPost();

    /** Answers 400 without a body. */
    void refuse();
}
