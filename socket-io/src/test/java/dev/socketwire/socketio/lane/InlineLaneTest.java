package dev.socketwire.socketio.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InlineLaneTest implements LaneContract {
    private final Lanes lanes = Lanes.inline();

    @Override
    public Lane lane() {
        return lanes.lane(() -> {
            throw new AssertionError("never full, so never with room again");
        });
    }

    @Test
    void tasksRunOnTheCallersThreadBeforeTheCallReturns() {
        List<Thread> threads = new ArrayList<>();
        lane().run(() -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(lanes.isInline()).isTrue();
        lanes.close();
    }

    @Test
    void aTaskSeesTheOneThatItHandsInEndFirst() {
        List<String> ran = new ArrayList<>();
        Lane lane = lane();
        lane.run(() -> {
            lane.run(() -> ran.add("inner"));
            ran.add("outer");
        });
        assertThat(ran).containsExactly("inner", "outer");
    }
}
