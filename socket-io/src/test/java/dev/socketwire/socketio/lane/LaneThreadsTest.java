package dev.socketwire.socketio.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
        blocked.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
