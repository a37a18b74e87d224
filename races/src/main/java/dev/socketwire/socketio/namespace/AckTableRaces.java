package dev.socketwire.socketio.namespace;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.socketwire.engineio.session.Tally;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.Packet;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The requests that a client has not answered. */
public final class AckTableRaces {
    private static final Tally<SocketRefusal> REFUSALS = new Tally<>(SocketRefusal.class);

    private AckTableRaces() {}

    /** The answer, the deadline and the end of the socket at once: one of them has the request. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one end")
    @Outcome(expect = FORBIDDEN, desc = "no end, or several")
    @State
    public static class AnswerDeadlineAndEnd {
        private final AckTable table = new AckTable(REFUSALS);
        private final Request request = new Request();
        private final long id = table.register(request);

        /** The answer has come. */
        @Actor
        public void answer() {
            take();
        }

        /** The time is over. */
        @Actor
        public void deadline() {
            take();
        }

        /** The client has gone. */
        @Actor
        public void close() {
            table.close();
        }

        /** What has come of it. */
        @Arbiter
        public void end(I_Result result) {
            result.r1 = request.ends.get();
        }

        private void take() {
            if (table.take(id) != null) {
                request.ends.incrementAndGet();
            }
        }
    }

    /** A request that begins while the socket ends is refused, or told of the end: never left behind. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "refused")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "taken, and told of the end")
    @Outcome(expect = FORBIDDEN, desc = "left behind, or told of an end that is not its own")
    @State
    public static class BeginAndEnd {
        private final AckTable table = new AckTable(REFUSALS);
        private final Request request = new Request();

        /** The program asks. */
        @Actor
        public void begin(II_Result result) {
            result.r1 = table.register(request) < 0 ? 0 : 1;
        }

        /** The client has gone. */
        @Actor
        public void close() {
            table.close();
        }

        /** What has come of it. */
        @Arbiter
        public void end(II_Result result) {
            result.r2 = request.ends.get();
        }
    }

    /** Two requests have two ids. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "one each")
    @Outcome(expect = FORBIDDEN, desc = "the same for both")
    @State
    public static class TwoRequests {
        private final AckTable table = new AckTable(REFUSALS);

        /** The first. */
        @Actor
        public void first(II_Result result) {
            result.r1 = (int) table.register(new Request());
        }

        /** The second. */
        @Actor
        public void second(II_Result result) {
            result.r2 = (int) table.register(new Request());
        }
    }

    /** Counts its ends. */
    private static final class Request implements AckTable.Pending {
        final AtomicInteger ends = new AtomicInteger();

        @Override
        public void answered(Packet ack) {
            ends.incrementAndGet();
        }

        @Override
        public void disconnected() {
            ends.incrementAndGet();
        }
    }
}
