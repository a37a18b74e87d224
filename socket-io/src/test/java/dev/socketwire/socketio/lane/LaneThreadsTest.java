package dev.socketwire.socketio.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.socketwire.testkit.CapturedLog;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneThreadsTest {
    private static final int MOST = 32;

    private final LaneThreads threads = new LaneThreads(2, MOST);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        gate.countDown();
        threads.shutdown();
    }

    @Test
    void whatBlocksNobodyIsDoneByAsFewThreadsAsThereAreProcessors() {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            threads.execute(() -> {
                together.accumulateAndGet(now.incrementAndGet(), Math::max);
                now.decrementAndGet();
                done.incrementAndGet();
            });
        }

        await().untilAtomic(done, is(100_000));
        // A thread that the machine did not run for a while counts as one that blocks.
        assertThat(together.get()).isLessThan(MOST);
    }

    @Test
    void othersTakeThePlaceOfThoseThatBlock() {
        AtomicInteger blocked = new AtomicInteger();
        for (int i = 0; i < MOST - 1; i++) {
            threads.execute(() -> block(blocked));
        }
        AtomicInteger done = new AtomicInteger();
        threads.execute(done::incrementAndGet);

        await().untilAtomic(done, is(1));
        assertThat(blocked.get()).isEqualTo(MOST - 1);
    }

    @Test
    void thereIsALimitAndWhatWaitsBehindItIsDoneInTheEnd() {
        AtomicInteger blocked = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 3 * MOST; i++) {
            threads.execute(() -> {
                block(blocked);
                done.incrementAndGet();
            });
        }
        await().untilAtomic(blocked, is(MOST));
        await().during(100, TimeUnit.MILLISECONDS).untilAtomic(blocked, is(MOST));
        gate.countDown();

        await().untilAtomic(done, is(3 * MOST));
    }

    @Test
    void aTaskThatComesWhenAllWasDoneIsDone() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 2_000; i++) {
            int task = i;
            threads.execute(() -> done.add(task));
            await().pollDelay(0, TimeUnit.NANOSECONDS)
                    .pollInterval(1, TimeUnit.MICROSECONDS)
                    .until(() -> done.contains(task));
        }
    }

    @Test
    void aTaskThatThrowsEndsNoThread() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            threads.execute(() -> {
                done.incrementAndGet();
                throw new IllegalStateException("on purpose");
            });
        }

        await().untilAtomic(done, is(10));
    }

    @Test
    void whereThereIsNoThreadForAMomentThereAreAsManyAgainBehindIt() {
        AtomicBoolean full = new AtomicBoolean();
        LaneThreads scarce = new LaneThreads(2, MOST, task -> {
            if (full.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            Thread thread = new Thread(task, "scarce");
            thread.setDaemon(true);
            thread.start();
        });
        AtomicInteger blocked = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch moment = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            // The third has no worker: somebody watches from now on.
            scarce.execute(() -> {
                block(blocked, moment);
                done.incrementAndGet();
            });
        }
        try (CapturedLog log = CapturedLog.of(LaneThreads.class.getName())) {
            await().untilAtomic(blocked, is(3));
            full.set(true);
            moment.countDown();
            await().pollDelay(0, TimeUnit.NANOSECONDS)
                    .pollInterval(10, TimeUnit.MICROSECONDS)
                    .until(() -> isRefused(scarce));
            await().until(() -> !log.linesFrom("ERROR").isEmpty());
            full.set(false);
        }
        for (int i = 0; i < MOST - 1; i++) {
            scarce.execute(() -> block(blocked, gate));
        }
        scarce.execute(done::incrementAndGet);

        await().untilAtomic(done, is(4));
        assertThat(blocked.get()).isEqualTo(3 + MOST - 1);
        scarce.shutdown();
    }

    private static boolean isRefused(LaneThreads threads) {
        try {
            threads.execute(() -> {});
            return false;
        } catch (OutOfMemoryError e) {
            return true;
        }
    }

    @Test
    void afterTheEndNothingIsTakenAndWhatWasTakenIsDone() {
        AtomicInteger blocked = new AtomicInteger();
        for (int i = 0; i < MOST; i++) {
            threads.execute(() -> block(blocked));
        }
        threads.shutdown();

        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        await().untilAtomic(blocked, is(MOST));
    }

    private void block(AtomicInteger blocked) {
        block(blocked, gate);
    }

    private static void block(AtomicInteger blocked, CountDownLatch gate) {
        blocked.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
