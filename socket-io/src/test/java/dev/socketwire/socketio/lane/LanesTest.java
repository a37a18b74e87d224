package dev.socketwire.socketio.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.CapturedLog;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Who runs what: beside the lanes, and where an executor does not. */
class LanesTest {
    private final Queue<Runnable> taken = new ArrayDeque<>();
    private final AtomicInteger ran = new AtomicInteger();

    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void answersDoNotNeedTheThreadsOfTheProgram() throws InterruptedException {
        Executor never = task -> {};
        try (Lanes lanes = Lanes.ordered(Optional.of(never), 8)) {
            assertRun(lanes, Lanes::answer);
            assertRun(lanes, Lanes::failure);
        }
    }

    @Test
    void answersComeThroughWhileEveryThreadOfTheLanesWaits() throws InterruptedException {
        try (Lanes lanes = Lanes.ordered(Optional.empty(), 8)) {
            fill((all, task) -> all.lane(() -> {}).run(task), lanes);
            assertRun(lanes, Lanes::answer);
            assertRun(lanes, Lanes::failure);
            released.countDown();
        }
    }

    @Test
    void failuresComeThroughWhileEveryAnswerWaitsForAnother() throws InterruptedException {
        try (Lanes lanes = Lanes.ordered(Optional.empty(), 8)) {
            fill(Lanes::answer, lanes);
            assertRun(lanes, Lanes::failure);
            released.countDown();
        }
    }

    @Test
    void whatEndsWhenTheLanesAreClosedIsCompletedAllTheSame() throws InterruptedException {
        Lanes lanes = Lanes.ordered(Optional.empty(), 8);
        lanes.close();
        assertRun(lanes, Lanes::answer);
        assertRun(lanes, Lanes::failure);
    }

    @Test
    void whatAnExecutorTakesNeedsNoSpareThread() {
        assertThat(Lanes.start(taken::add, LanesTest::refuse, ran::incrementAndGet))
                .isTrue();
        taken.remove().run();
        assertThat(ran).hasValue(1);
    }

    @Test
    void whatAnExecutorRefusesASpareThreadRuns() {
        try (CapturedLog log = CapturedLog.of(Lanes.class.getName())) {
            assertThat(Lanes.start(LanesTest::refuse, taken::add, ran::incrementAndGet))
                    .isTrue();
            taken.remove().run();
            assertThat(ran).hasValue(1);
            assertThat(log.linesFrom("WARN")).isEmpty();
        }
    }

    @Test
    void whatAnExecutorFailsAtASpareThreadRunsAndTheLogIsTold() {
        try (CapturedLog log = CapturedLog.of(Lanes.class.getName())) {
            assertThat(Lanes.start(LanesTest::fail, taken::add, ran::incrementAndGet))
                    .isTrue();
            taken.remove().run();
            assertThat(ran).hasValue(1);
            assertThat(log.linesFrom("ERROR")).hasSize(1);
        }
    }

    @Test
    void whereThereIsNoSpareThreadEitherTheCallerIsTold() {
        try (CapturedLog log = CapturedLog.of(Lanes.class.getName())) {
            assertThat(Lanes.start(LanesTest::refuse, LanesTest::fail, ran::incrementAndGet))
                    .isFalse();
            assertThat(ran).hasValue(0);
            assertThat(log.linesFrom("ERROR")).hasSize(1);
        }
    }

    @Test
    void onTheEventLoopNothingIsHandedOff() {
        AtomicReference<Thread> answer = new AtomicReference<>();
        AtomicReference<Thread> failure = new AtomicReference<>();
        try (Lanes lanes = Lanes.inline()) {
            lanes.answer(() -> answer.set(Thread.currentThread()));
            lanes.failure(() -> failure.set(Thread.currentThread()));
        }
        assertThat(answer).hasValue(Thread.currentThread());
        assertThat(failure).hasValue(Thread.currentThread());
    }

    private void fill(BiConsumer<Lanes, Runnable> where, Lanes lanes) throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(Lanes.POOL_THREADS);
        for (int i = 0; i < Lanes.POOL_THREADS; i++) {
            where.accept(lanes, () -> {
                busy.countDown();
                awaitQuietly(released);
            });
        }
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void assertRun(Lanes lanes, BiConsumer<Lanes, Runnable> where) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        where.accept(lanes, ran::countDown);
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void refuse(Runnable turn) {
        throw new RejectedExecutionException("no room for " + turn);
    }

    private static void fail(Runnable turn) {
        throw new OutOfMemoryError("no thread for " + turn);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
