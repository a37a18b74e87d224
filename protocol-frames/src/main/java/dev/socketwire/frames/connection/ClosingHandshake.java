package dev.socketwire.frames.connection;

import dev.socketwire.frames.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * The end of one connection (RFC 6455, section 7): who closed first, what may still be sent and read, when TCP may end. It
 * is told what happened and answers with the next step; it does nothing by itself. Belongs to the loop of its connection.
 */
public final class ClosingHandshake {
    private State state = State.OPEN;
    private @Nullable End end;

    /** What to do next. */
    public enum Step {
        /** Nothing: it has been done, or is no longer worth it. */
        NONE,
        /** Send the close frame, then wait for the peer's, for as long as the close timeout. */
        SEND_AND_WAIT,
        /** Answer the peer's close frame with ours, then end TCP: the peer has said that nothing more comes from it. */
        ANSWER_AND_END,
        /** Send the close frame, then end TCP, though the peer may still be sending: it has forfeited its turn. */
        SEND_AND_END,
        /** End TCP at once. */
        END
    }

    private enum State {
        OPEN,
        CLOSE_SENT,
        OVER
    }

    /**
     * How it ended.
     *
     * @param code the peer's; 1005 for its empty close frame; 1006 where TCP ended without one; ours where we cut it off
     * @param reason the peer's, or why we cut it off
     * @param violation whether the peer broke a rule
     */
    public record End(int code, String reason, boolean violation) {}

    /** We want to close. */
    public Step close() {
        if (state != State.OPEN) {
            return Step.NONE;
        }
        state = State.CLOSE_SENT;
        return Step.SEND_AND_WAIT;
    }

    /** The peer's close frame came: the answer to ours, or one that wants ours as its answer. */
    public Step peerClosed(int code, String reason) {
        Step step = state == State.OPEN ? Step.ANSWER_AND_END : Step.END;
        return over(step, new End(code, reason, false));
    }

    /** The peer broke a rule, or we failed: nothing is read any more, and no answer is waited for (section 7.1.7). */
    public Step cutOff(int code, String reason, boolean violation) {
        Step step = state == State.OPEN ? Step.SEND_AND_END : Step.END;
        return over(step, new End(code, reason, violation));
    }

    /** The peer did not answer our close frame in time. */
    public Step timedOut() {
        return over(Step.END, new End(CloseCode.ABNORMAL, "no answer to our close frame", false));
    }

    /** TCP ended. */
    public void disconnected() {
        over(Step.NONE, new End(CloseCode.ABNORMAL, "", false));
    }

    /** Whether messages may be sent and are handed on. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** How it ended, or null while it has not. */
    public @Nullable End end() {
        return end;
    }

    private Step over(Step step, End how) {
        if (state == State.OVER) {
            return Step.NONE;
        }
        state = State.OVER;
        end = how;
        return step;
    }
}
