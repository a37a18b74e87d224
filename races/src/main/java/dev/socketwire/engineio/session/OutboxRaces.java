package dev.socketwire.engineio.session;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.socketwire.engineio.DisconnectReason;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The outbox belongs to its loop; whether something waits in it is asked from anywhere. */
public final class OutboxRaces {
    private OutboxRaces() {}

    /** Made, filled and emptied on its loop while another thread asks. */
    @JCStressTest
    @Outcome(
            id = {"0, 1, 2", "1, 1, 2"},
            expect = ACCEPTABLE,
            desc = "writable or not meanwhile, in the end it is, and both have left")
    @Outcome(expect = FORBIDDEN, desc = "who asks is told what is over")
    @State
    public static class AskedWhileItWorks extends Waiting {
        /** Sends one that has to wait and another behind it, until the transport takes them. */
        @Actor
        public void home() {
            loop.enter();
            transport.writable = false;
            session.sendText(Sessions.text("a"), SendOptions.DEFAULT);
            session.sendText(Sessions.text("b"), SendOptions.DEFAULT);
            transport.writable = true;
            session.onWritable(transport);
        }

        /** Asks. */
        @Actor
        public void other(III_Result result) {
            result.r1 = session.isWritable() ? 1 : 0;
        }

        /** What has come of it. */
        @Arbiter
        public void end(III_Result result) {
            result.r2 = session.isWritable() ? 1 : 0;
            // The open packet was the first.
            result.r3 = transport.sent - 1;
        }
    }

    /** The session ends while another thread asks. */
    @JCStressTest
    @Outcome(
            id = {"0, 0, 1", "1, 0, 1"},
            expect = ACCEPTABLE,
            desc = "writable or not meanwhile, never again in the end, and it was told once")
    @Outcome(expect = FORBIDDEN, desc = "an end that is told twice, or not seen")
    @State
    public static class AskedWhileItEnds extends Waiting {
        /** Ends it with something in the queue, more than once. */
        @Actor
        public void home() {
            loop.enter();
            transport.writable = false;
            session.sendText(Sessions.text("a"), SendOptions.DEFAULT);
            session.closeNow(DisconnectReason.TRANSPORT_CLOSE);
            session.closeNow(DisconnectReason.FORCED_CLOSE);
            session.sendText(Sessions.text("b"), SendOptions.DEFAULT);
        }

        /** Asks. */
        @Actor
        public void other(III_Result result) {
            result.r1 = session.isWritable() ? 1 : 0;
        }

        /** What has come of it. */
        @Arbiter
        public void end(III_Result result) {
            result.r2 = session.isWritable() || session.isOpen() ? 1 : 0;
            result.r3 = transport.ended == 1 ? ends : -1;
        }
    }

    /** A session that was opened by the thread that made it. */
    public abstract static class Waiting {
        final OneThread loop = new OneThread();
        final Nowhere transport = new Nowhere();
        final Session session;
        int ends;

        Waiting() {
            loop.enter();
            session = Sessions.open(loop, opened -> new Listener(), transport);
            loop.leave();
        }

        private final class Listener implements SessionListener {
            @Override
            public void onText(ByteBuf message) {
                // Nothing comes.
            }

            @Override
            public void onBinary(ByteBuf message) {
                // Nothing comes.
            }

            @Override
            public void onClose(DisconnectReason reason, @Nullable String description) {
                ends++;
            }
        }
    }
}
