package dev.socketwire.socketio.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.CapturedLog;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every lane keeps. */
interface LaneContract {
    Lane lane();

    @Test
    default void tasksRunOnceAndInOrder() {
        Lane lane = lane();
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        List<Integer> tasks = IntStream.range(0, 1_000).boxed().toList();
        tasks.forEach(task -> lane.run(() -> ran.add(task)));
        await().until(() -> ran.size() >= tasks.size());
        assertThat(ran).containsExactlyElementsOf(tasks);
    }

    @Test
    default void aTaskThatThrowsIsLoggedAndHarmsNoOther() {
        Lane lane = lane();
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        try (CapturedLog log = CapturedLog.of(GuardedTask.class.getName())) {
            lane.run(() -> {
                throw new IllegalStateException("a bug");
            });
            lane.run(() -> {
                throw new AssertionError("another");
            });
            lane.run(() -> ran.add("next"));
            await().until(() -> !ran.isEmpty());
            assertThat(log.linesFrom("ERROR")).hasSize(2);
        }
    }

    @Test
    default void aTaskMayHandInAnother() {
        Lane lane = lane();
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        lane.run(() -> lane.run(() -> ran.add("inner")));
        await().until(() -> !ran.isEmpty());
        assertThat(ran).containsExactly("inner");
    }

    @Test
    default void anEmptyLaneIsNotFull() {
        assertThat(lane().isFull()).isFalse();
    }
}
