package dev.socketwire.socketio.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.testkit.HandCrankedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deadlines of one loop, the clock in the hand of the test. */
class DeadlinesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final HandCrankedClock clock = new HandCrankedClock();
    private final List<String> overdue = new ArrayList<>();

    @Test
    void eachIsOverdueInItsTime() {
        Deadlines deadlines = deadlines(0);
        deadlines.add(new Thing("late"), 3 * SECOND);
        deadlines.add(new Thing("soon"), SECOND);
        deadlines.add(new Thing("between"), 2 * SECOND);
        clock.advance(Duration.ofSeconds(1).minusNanos(1));
        assertThat(overdue).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(overdue).containsExactly("soon");
        clock.advance(Duration.ofSeconds(1));
        assertThat(overdue).containsExactly("soon", "between");
        clock.advance(Duration.ofSeconds(1));
        assertThat(overdue).containsExactly("soon", "between", "late");
        assertThat(deadlines.size()).isZero();
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void thereIsOneTimerForAll() {
        Deadlines deadlines = deadlines(0);
        for (int i = 0; i < 100; i++) {
            deadlines.add(new Thing("t"), (100 - i) * SECOND);
            assertThat(clock.waiting()).isOne();
        }
        clock.advance(Duration.ofSeconds(50));
        assertThat(overdue).hasSize(50);
        assertThat(clock.waiting()).isOne();
    }

    @Test
    void noTimeIsOverdueAtOnceButNotDuringTheCall() {
        Deadlines deadlines = deadlines(0);
        deadlines.add(new Thing("at once"), 0);
        assertThat(overdue).isEmpty();
        clock.advance(Duration.ZERO);
        assertThat(overdue).containsExactly("at once");
    }

    @Test
    void whatIsOverBeforeItsTimeIsNotOverdue() {
        Deadlines deadlines = deadlines(0);
        Thing answered = new Thing("answered");
        deadlines.add(answered, SECOND);
        deadlines.add(new Thing("waiting"), 2 * SECOND);
        answered.over = true;
        deadlines.over();
        clock.advance(Duration.ofSeconds(2));
        assertThat(overdue).containsExactly("waiting");
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void whatIsOverLeavesTheQueueBeforeItsTimeWhereItIsMany() {
        Deadlines deadlines = deadlines(0);
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 100; i++) {
                Thing thing = new Thing("t");
                deadlines.add(thing, 1000 * SECOND);
                thing.over = true;
                deadlines.over();
            }
            assertThat(deadlines.size()).isLessThanOrEqualTo(130);
        }
        deadlines.add(new Thing("waiting"), SECOND);
        clock.advance(Duration.ofSeconds(1));
        assertThat(overdue).containsExactly("waiting");
    }

    @Test
    void whatWaitsIsNotLostWhereOthersAreOver() {
        Deadlines deadlines = deadlines(0);
        for (int i = 0; i < 300; i++) {
            Thing thing = new Thing("t" + i);
            deadlines.add(thing, SECOND);
            if (i % 3 > 0) {
                thing.over = true;
                deadlines.over();
            }
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(overdue).hasSize(100).allMatch(name -> Integer.parseInt(name.substring(1)) % 3 == 0);
    }

    @Test
    void whoIsOverdueMayWaitAgain() {
        Deadlines deadlines = deadlines(0);
        deadlines.add(
                new Thing("first") {
                    @Override
                    public void overdue() {
                        super.overdue();
                        deadlines.add(new Thing("again"), SECOND);
                        deadlines.add(new Thing("at once"), 0);
                    }
                },
                SECOND);
        deadlines.add(new Thing("later"), 5 * SECOND);
        clock.advance(Duration.ofSeconds(1));
        assertThat(overdue).containsExactly("first", "at once");
        clock.advance(Duration.ofSeconds(1));
        assertThat(overdue).containsExactly("first", "at once", "again");
        clock.advance(Duration.ofSeconds(3));
        assertThat(overdue).containsExactly("first", "at once", "again", "later");
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void oneThatThrowsDoesNotKeepTheOthers() {
        Deadlines deadlines = deadlines(0);
        deadlines.add(
                new Thing("bad") {
                    @Override
                    public void overdue() {
                        throw new IllegalStateException("a bug");
                    }
                },
                SECOND);
        deadlines.add(new Thing("good"), 2 * SECOND);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(1))).hasMessage("a bug");
        clock.advance(Duration.ofSeconds(1));
        assertThat(overdue).containsExactly("good");
    }

    @Test
    void aClockMayPassItsGreatestNumber() {
        Deadlines deadlines = deadlines(Long.MAX_VALUE - SECOND);
        deadlines.add(new Thing("behind"), 2 * SECOND);
        deadlines.add(new Thing("before"), SECOND / 2);
        clock.advance(Duration.ofMillis(500));
        assertThat(overdue).containsExactly("before");
        clock.advance(Duration.ofMillis(1_500));
        assertThat(overdue).containsExactly("before", "behind");
    }

    private Deadlines deadlines(long clockStartsAt) {
        return new Deadlines(new Scheduler() {
            @Override
            public long nanoTime() {
                return clockStartsAt + clock.nanoTime();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return clock.after(delay, task)::run;
            }

            @Override
            public boolean inLoop() {
                return true;
            }

            @Override
            public void execute(Runnable task) {
                clock.execute(task);
            }
        });
    }

    private class Thing implements Deadlines.Waiting {
        private final String name;
        boolean over;

        Thing(String name) {
            this.name = name;
        }

        @Override
        public void overdue() {
            over = true;
            overdue.add(name);
        }

        @Override
        public boolean isOver() {
            return over;
        }
    }
}
