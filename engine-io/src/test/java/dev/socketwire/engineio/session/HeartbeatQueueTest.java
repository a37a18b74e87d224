package dev.socketwire.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeartbeatQueueTest {
    private final CrankedScheduler scheduler = new CrankedScheduler();
    private final List<String> fired = new ArrayList<>();
    private final HeartbeatQueue queue = new HeartbeatQueue(scheduler, Duration.ofMillis(100), Duration.ofMillis(40));

    @Test
    void thereIsOneTimerHoweverManyWait() {
        for (int i = 0; i < 10_000; i++) {
            queue.awaitPing(new Beat("x"));
            advance(i % 100 == 0 ? 1 : 0);
        }
        assertThat(scheduler.clock.waiting()).isOne();
    }

    @Test
    void whatIsRemovedIsNotTold() {
        Beat a = new Beat("a");
        Beat b = new Beat("b");
        Beat c = new Beat("c");
        queue.awaitPing(a);
        queue.awaitPing(b);
        queue.awaitPing(c);
        queue.remove(b);
        queue.remove(b);
        advance(100);
        assertThat(fired).containsExactly("ping a at 100", "ping c at 100");
    }

    @Test
    void aShorterWaitThatBeginsLaterIsNotMissed() {
        queue.awaitPing(new Beat("a"));
        advance(10);
        queue.awaitPong(new Beat("b"));
        advance(200);
        assertThat(fired).containsExactly("overdue b at 50", "ping a at 100", "overdue a at 140");
    }

    @Test
    void nobodyIsBlamedForAStandstillBeforeWhatHeSentCanBeRead() {
        Beat answered = new Beat("answered");
        Beat silent = new Beat("silent");
        queue.awaitPong(answered);
        queue.awaitPong(silent);
        queue.awaitPing(new Beat("due"));
        scheduler.clock.standStill(Duration.ofSeconds(5));
        advance(0);
        assertThat(fired).containsExactly("ping due at 5000");
        queue.awaitPing(answered);
        advance(999);
        assertThat(fired).containsExactly("ping due at 5000", "ping answered at 5100");
        advance(1);
        assertThat(fired.subList(2, 5))
                .containsExactly("overdue silent at 6000", "overdue due at 6000", "overdue answered at 6000");
    }

    @Test
    void aLoopThatIsAlwaysLateKeepsNobodyForEver() {
        queue.awaitPong(new Beat("silent"));
        scheduler.clock.standStill(Duration.ofSeconds(5));
        advance(0);
        scheduler.clock.standStill(Duration.ofSeconds(5));
        advance(0);
        assertThat(fired).containsExactly("overdue silent at 10000");
    }

    @Test
    void oneThatThrowsDoesNotStopTheOthers() {
        Beat bad = new Beat("bad") {
            @Override
            void onPingDue() {
                throw new IllegalStateException("no");
            }
        };
        queue.awaitPing(bad);
        queue.awaitPing(new Beat("good"));
        assertThatThrownBy(() -> advance(100)).isInstanceOf(IllegalStateException.class);
        advance(0);
        assertThat(fired).containsExactly("ping good at 100");
    }

    @Test
    void everyDeadlineIsMetAtItsTime() {
        SplittableRandom random = new SplittableRandom(7);
        int pings = 0;
        for (int i = 0; i < 2000; i++) {
            queue.awaitPing(new Beat(String.valueOf(scheduler.clock.nanoTime() / 1_000_000)));
            pings++;
            advance(random.nextInt(3));
        }
        advance(1000);
        assertThat(fired)
                .filteredOn(line -> line.startsWith("ping"))
                .hasSize(pings)
                .allSatisfy(line -> {
                    String[] words = line.split(" ");
                    assertThat(Long.parseLong(words[3]) - Long.parseLong(words[1]))
                            .isEqualTo(100);
                });
        assertThat(fired)
                .filteredOn(line -> line.startsWith("overdue"))
                .hasSize(pings)
                .allSatisfy(line -> {
                    String[] words = line.split(" ");
                    assertThat(Long.parseLong(words[3]) - Long.parseLong(words[1]))
                            .isEqualTo(140);
                });
        assertThat(scheduler.clock.waiting()).isZero();
    }

    private void advance(long millis) {
        scheduler.clock.advance(Duration.ofMillis(millis));
    }

    private class Beat extends HeartbeatQueue.Entry {
        private final String name;

        Beat(String name) {
            this.name = name;
        }

        @Override
        void onPingDue() {
            fired.add("ping " + name + " at " + scheduler.clock.nanoTime() / 1_000_000);
            queue.awaitPong(this);
        }

        @Override
        void onOverdue() {
            fired.add("overdue " + name + " at " + scheduler.clock.nanoTime() / 1_000_000);
        }
    }
}
