package dev.socketwire.socketio.lane;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The queue of a lane. */
public final class OrderedLaneRaces {
    private static final long PLENTY = 1_000;

    private OrderedLaneRaces() {}

    /** Each task runs once and alone: the count that they share is guarded by nothing else. */
    @JCStressTest
    @Outcome(id = "3, 1", expect = ACCEPTABLE, desc = "all ran, and the lane is idle")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost, or two ran at once")
    @State
    public static class TasksOfThreeThreads {
        private final OrderedLane lane = new OrderedLane(TasksOfThreeThreads::now, 8, PLENTY, () -> {});
        private int ran;

        /** Hands in the first. */
        @Actor
        public void first() {
            lane.run(this::task, 1);
        }

        /** Hands in another one. */
        @Actor
        public void second() {
            lane.run(this::task, 1);
        }

        /** And another one. */
        @Actor
        public void third() {
            lane.run(this::task, 1);
        }

        /** What has come of it. */
        @Arbiter
        public void end(II_Result result) {
            result.r1 = ran;
            result.r2 = lane.isIdle() ? 1 : 0;
        }

        private void task() {
            ran++;
        }

        private static boolean now(Runnable turn) {
            turn.run();
            return true;
        }
    }

    /** What one thread hands in runs in its order, whatever others do. */
    @JCStressTest
    @Outcome(
            id = {"123", "132", "312"},
            expect = ACCEPTABLE,
            desc = "in order")
    @Outcome(expect = FORBIDDEN, desc = "lost, or out of order")
    @State
    public static class OrderOfOneThread {
        private final OrderedLane lane = new OrderedLane(TasksOfThreeThreads::now, 8, PLENTY, () -> {});
        private int trace;

        /** Hands in two. */
        @Actor
        public void ordered() {
            lane.run(() -> trace = 10 * trace + 1, 0);
            lane.run(() -> trace = 10 * trace + 2, 0);
        }

        /** Hands in another one. */
        @Actor
        public void other() {
            lane.run(() -> trace = 10 * trace + 3, 0);
        }

        /** What has come of it. */
        @Arbiter
        public void end(I_Result result) {
            result.r1 = trace;
        }
    }

    /** A turn is asked for once at a time, and taken by another thread while more comes. */
    @JCStressTest
    @Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "both ran in turns that were asked for one by one")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost, or two turns were asked for")
    @State
    public static class TurnOnAnotherThread {
        private final AtomicReference<@Nullable Runnable> turn = new AtomicReference<>();
        private final AtomicInteger twice = new AtomicInteger();
        private final OrderedLane lane = new OrderedLane(this::later, 8, PLENTY, () -> {});
        private int ran;

        /** Hands in the first. */
        @Actor
        public void first() {
            lane.run(() -> ran++, 1);
        }

        /** Hands in another one. */
        @Actor
        public void second() {
            lane.run(() -> ran++, 1);
        }

        /** Takes the turn, where one is asked for. */
        @Actor
        public void worker() {
            Runnable asked = turn.getAndSet(null);
            if (asked != null) {
                asked.run();
            }
        }

        /** What has come of it, once the last turn was taken. */
        @Arbiter
        public void end(III_Result result) {
            worker();
            result.r1 = ran;
            result.r2 = twice.get();
            result.r3 = lane.isIdle() ? 1 : 0;
        }

        private boolean later(Runnable asked) {
            if (turn.getAndSet(asked) != null) {
                twice.incrementAndGet();
            }
            return true;
        }
    }

    /** Who is told that a lane is full is told once that it has room again. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "room was told of once, and the lane is not full")
    @Outcome(expect = FORBIDDEN, desc = "a client would never be read again, or is read too early")
    @State
    public static class Room {
        private final AtomicInteger rooms = new AtomicInteger();
        private final OrderedLane lane = new OrderedLane(TasksOfThreeThreads::now, 8, 10, rooms::incrementAndGet);
        private int ran;

        /** Keeps so much that the lane is full, and lets it go. */
        @Actor
        public void keeper() {
            lane.keep(10);
            lane.letGo(10);
        }

        /** Hands in a task meanwhile. */
        @Actor
        public void task() {
            lane.run(() -> ran++, 3);
        }

        /** What has come of it. */
        @Arbiter
        public void end(III_Result result) {
            result.r1 = rooms.get();
            result.r2 = lane.isFull() ? 1 : 0;
            result.r3 = ran;
        }
    }
}
