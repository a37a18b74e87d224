package dev.socketwire.socketio.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderedLaneTest implements LaneContract {
    private static final int CAPACITY = 8;
    private static final int BYTES = 100;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    /** An executor that runs a turn when the test says so. */
    private final Queue<Runnable> turns = new ArrayDeque<>();

    private final AtomicInteger rooms = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Override
    public Lane lane() {
        return Lanes.ordered(Optional.of(threads), CAPACITY).lane(rooms::incrementAndGet);
    }

    @Test
    void whatEachOfManyThreadsHandsInKeepsItsOrderAndRunsAlone() throws InterruptedException {
        int producers = 4;
        int each = 5_000;
        Lane lane = lane();
        // Not thread-safe on purpose: the lane is what keeps two tasks apart, and makes one see what the other wrote.
        List<List<Integer>> ran = new ArrayList<>();
        IntStream.range(0, producers).forEach(producer -> ran.add(new ArrayList<>()));
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger collisions = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(producers * each);
        ExecutorService producing = Executors.newFixedThreadPool(producers);
        for (int p = 0; p < producers; p++) {
            int producer = p;
            producing.execute(() -> IntStream.range(0, each)
                    .forEach(task -> lane.run(() -> {
                        if (atOnce.incrementAndGet() > 1) {
                            collisions.incrementAndGet();
                        }
                        ran.get(producer).add(task);
                        atOnce.decrementAndGet();
                        done.countDown();
                    })));
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        producing.shutdown();
        List<Integer> inOrder = IntStream.range(0, each).boxed().toList();
        assertThat(ran).allSatisfy(one -> assertThat(one).isEqualTo(inOrder));
        assertThat(collisions).hasValue(0);
    }

    @Test
    void aListenerThatBlocksDelaysItsOwnLaneOnly() throws InterruptedException {
        Lanes lanes = Lanes.ordered(Optional.of(threads), CAPACITY);
        Lane slow = lanes.lane(() -> {});
        CountDownLatch released = new CountDownLatch(1);
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        slow.run(() -> {
            awaitQuietly(released);
            ran.add("slow");
        });
        slow.run(() -> ran.add("behind it"));
        CountDownLatch others = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            lanes.lane(() -> {}).run(others::countDown);
        }
        assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isEmpty();
        released.countDown();
        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("slow", "behind it");
    }

    @Test
    void aFullLaneSaysSoUntilItIsHalfEmpty() {
        Lane lane = new OrderedLane(turns::add, CAPACITY, BYTES, rooms::incrementAndGet);
        Queue<Boolean> fullSeen = new ArrayDeque<>();
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(lane.isFull()).isFalse();
            lane.run(() -> fullSeen.add(lane.isFull()));
        }
        assertThat(lane.isFull()).isTrue();
        assertThat(rooms).hasValue(0);
        turns.remove().run();
        assertThat(fullSeen).containsExactly(true, true, true, false, false, false, false, false);
        assertThat(rooms).hasValue(1);
        assertThat(lane.isFull()).isFalse();
    }

    @Test
    void aLaneOfOneIsFullWithOneAndHasRoomWithNone() {
        Lane lane = new OrderedLane(turns::add, 1, BYTES, rooms::incrementAndGet);
        lane.run(() -> {});
        assertThat(lane.isFull()).isTrue();
        turns.remove().run();
        assertThat(lane.isFull()).isFalse();
        assertThat(rooms).hasValue(1);
    }

    @Test
    void whatIsHandedInToAFullLaneRunsAllTheSame() {
        Lane lane = new OrderedLane(turns::add, 2, BYTES, rooms::incrementAndGet);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            lane.run(ran::incrementAndGet);
        }
        turns.remove().run();
        assertThat(ran).hasValue(20);
        assertThat(rooms).hasValue(1);
    }

    @Test
    void whoIsToldOfRoomMayThrow() {
        Lane lane = new OrderedLane(turns::add, 1, BYTES, () -> {
            throw new RejectedExecutionException("the loop has ended");
        });
        AtomicInteger ran = new AtomicInteger();
        lane.run(ran::incrementAndGet);
        lane.run(ran::incrementAndGet);
        turns.remove().run();
        assertThat(ran).hasValue(2);
        lane.run(ran::incrementAndGet);
        turns.remove().run();
        assertThat(ran).hasValue(3);
    }

    @Test
    void aLaneIsFullByWhatItsTasksKeepAndHasRoomWithHalfOfIt() {
        Lane lane = new OrderedLane(turns::add, CAPACITY, BYTES, rooms::incrementAndGet);
        Queue<Boolean> fullSeen = new ArrayDeque<>();
        lane.run(() -> fullSeen.add(lane.isFull()), 30);
        lane.run(() -> fullSeen.add(lane.isFull()), 20);
        lane.run(() -> fullSeen.add(lane.isFull()), 49);
        assertThat(lane.isFull()).isFalse();
        lane.run(() -> fullSeen.add(lane.isFull()), 1);
        assertThat(lane.isFull()).isTrue();
        turns.remove().run();
        assertThat(fullSeen).containsExactly(true, false, false, false);
        assertThat(rooms).hasValue(1);
    }

    @Test
    void oneTaskThatIsTooBigFillsTheLaneUntilItRuns() {
        Lane lane = new OrderedLane(turns::add, CAPACITY, BYTES, rooms::incrementAndGet);
        Queue<Boolean> fullSeen = new ArrayDeque<>();
        lane.run(() -> fullSeen.add(lane.isFull()), 10 * BYTES);
        assertThat(lane.isFull()).isTrue();
        turns.remove().run();
        assertThat(fullSeen).containsExactly(false);
    }

    @Test
    void whatIsKeptBesideTheLaneCounts() {
        Lane lane = new OrderedLane(turns::add, CAPACITY, BYTES, rooms::incrementAndGet);
        lane.keep(60);
        lane.keep(40);
        assertThat(lane.isFull()).isTrue();
        assertThat(lane.isIdle()).isFalse();
        lane.letGo(40);
        assertThat(lane.isFull()).isTrue();
        assertThat(rooms).hasValue(0);
        lane.letGo(60);
        assertThat(lane.isFull()).isFalse();
        assertThat(lane.isIdle()).isTrue();
        assertThat(rooms).hasValue(1);
    }

    @Test
    void aLaneIsIdleBeforeItsFirstTaskAndAfterItsLast() {
        Lane lane = new OrderedLane(turns::add, CAPACITY, BYTES, rooms::incrementAndGet);
        Queue<Boolean> idleSeen = new ArrayDeque<>();
        assertThat(lane.isIdle()).isTrue();
        lane.run(() -> idleSeen.add(lane.isIdle()));
        assertThat(lane.isIdle()).isFalse();
        turns.remove().run();
        assertThat(idleSeen).containsExactly(false);
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void aTurnEndsSoThatOtherLanesGetTheThread() {
        Lane lane = new OrderedLane(turns::add, CAPACITY, BYTES, rooms::incrementAndGet);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 65; i++) {
            lane.run(ran::incrementAndGet);
        }
        assertThat(turns).hasSize(1);
        turns.remove().run();
        assertThat(ran).hasValue(64);
        assertThat(turns).hasSize(1);
        turns.remove().run();
        assertThat(ran).hasValue(65);
        assertThat(turns).isEmpty();
    }

    @Test
    void anExecutorThatTakesNothingMoreCostsNoTask() {
        Executor closed = turn -> {
            throw new RejectedExecutionException("closed");
        };
        Lane lane = Lanes.ordered(Optional.of(closed), CAPACITY).lane(rooms::incrementAndGet);
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        List<Integer> tasks = IntStream.range(0, 200).boxed().toList();
        tasks.forEach(task -> lane.run(() -> ran.add(task)));
        await().until(() -> ran.size() == tasks.size());
        assertThat(ran).containsExactlyElementsOf(tasks);
    }

    @Test
    void anExecutorThatFailsCostsNoTask() {
        AtomicBoolean fails = new AtomicBoolean(true);
        Executor failing = turn -> {
            if (fails.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.execute(turn);
        };
        Lane lane = Lanes.ordered(Optional.of(failing), CAPACITY).lane(rooms::incrementAndGet);
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        lane.run(() -> ran.add("first"));
        lane.run(() -> ran.add("second"));
        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void aTurnThatTwoExecutorsTakeIsTakenOnce() throws InterruptedException {
        Lane lane = new OrderedLane(turns::add, CAPACITY, BYTES, rooms::incrementAndGet);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        lane.run(() -> {
            taken.countDown();
            awaitQuietly(released);
            ran.add("first");
        });
        lane.run(() -> ran.add("second"));
        Runnable turn = turns.remove();
        threads.execute(turn);
        assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
        turn.run();
        assertThat(ran).isEmpty();
        released.countDown();
        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void whereThereIsNoThreadAtAllTheNextTaskAsksAgain() {
        AtomicBoolean none = new AtomicBoolean(true);
        Lane lane = new OrderedLane(turn -> !none.get() && turns.add(turn), CAPACITY, BYTES, rooms::incrementAndGet);
        Queue<String> ran = new ArrayDeque<>();
        lane.run(() -> ran.add("first"));
        assertThat(turns).isEmpty();
        none.set(false);
        lane.run(() -> ran.add("second"));
        turns.remove().run();
        assertThat(ran).containsExactly("first", "second");
        lane.run(() -> ran.add("third"));
        turns.remove().run();
        assertThat(ran).hasSize(3);
    }

    @Test
    void tasksHandedInWhileTheLanesCloseRunExactlyOnceAndInOrder() {
        for (int round = 0; round < 20; round++) {
            Lanes lanes = Lanes.ordered(Optional.empty(), CAPACITY);
            Lane lane = lanes.lane(() -> {});
            Queue<Integer> ran = new ConcurrentLinkedQueue<>();
            List<Integer> tasks = IntStream.range(0, 500).boxed().toList();
            threads.execute(lanes::close);
            tasks.forEach(task -> lane.run(() -> ran.add(task)));
            await().until(() -> ran.size() >= tasks.size());
            assertThat(ran).containsExactlyElementsOf(tasks);
            lanes.close();
        }
    }

    @Test
    void manyListenersMayBlockAtOnceOnTheLanesOwnThreads() throws InterruptedException {
        try (Lanes lanes = Lanes.ordered(Optional.empty(), CAPACITY)) {
            CountDownLatch all = new CountDownLatch(Lanes.POOL_THREADS);
            CountDownLatch released = new CountDownLatch(1);
            for (int i = 0; i < Lanes.POOL_THREADS; i++) {
                lanes.lane(() -> {}).run(() -> {
                    all.countDown();
                    awaitQuietly(released);
                });
            }
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            released.countDown();
        }
    }

    @Test
    void virtualThreadsAreUsedWhereThereAreAny() {
        boolean there = Runtime.version().feature() >= 21;
        Optional<ExecutorService> executor = VirtualThreads.executor();
        assertThat(executor.isPresent()).isEqualTo(there);
        executor.ifPresent(ExecutorService::shutdown);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
