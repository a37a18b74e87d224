package dev.socketwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class InstrumentsTest {
    @Test
    void hexMayHaveSpaces() {
        assertThat(Hex.of(Hex.bytes("8905 48656c6c6f"))).isEqualTo("890548656c6c6f");
    }

    @Test
    void everyCutHasBothEnds() {
        List<String> cuts = Chunks.everyCut(Hex.bytes("0102"))
                .map(pieces -> pieces.stream().map(Hex::of).collect(Collectors.joining(" ")))
                .toList();
        assertThat(cuts).containsExactly(" 0102", "01 02", "0102 ");
    }

    @Test
    void everySizeGoesFromSingleBytesToTheWhole() {
        List<Integer> counts =
                Chunks.everySize(Hex.bytes("010203")).map(List::size).toList();
        assertThat(counts).containsExactly(3, 2, 1);
    }

    @Test
    void vectorsAreReadByColumn() {
        List<Vectors.Vector> vectors = Vectors.read("sample").toList();
        assertThat(vectors).hasSize(2);
        assertThat(vectors.get(1).id()).isEqualTo("text-with-bar");
        assertThat(Hex.of(vectors.get(1).bytes())).isEqualTo("810161");
        assertThat(vectors.get(1).expected()).isEqualTo("text a");
        assertThat(vectors.get(1).section()).isEqualTo("5.6 | and more");
    }

    @Test
    void tasksRunInTheOrderOfTheirTime() {
        HandCrankedClock clock = new HandCrankedClock();
        List<String> ran = new ArrayList<>();
        clock.after(Duration.ofSeconds(2), () -> ran.add("later at " + clock.nanoTime()));
        clock.after(Duration.ofSeconds(1), () -> clock.execute(() -> ran.add("sooner at " + clock.nanoTime())));
        Runnable takeBack = clock.after(Duration.ofSeconds(1), () -> ran.add("never"));
        takeBack.run();
        clock.advance(Duration.ofMillis(999));
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("sooner at 1000000000", "later at 2000000000");
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void aLogIsCapturedBelowItsName() {
        try (CapturedLog log = CapturedLog.of("sample")) {
            LoggerFactory.getLogger("sample.deep").debug("a {}", 1);
            LoggerFactory.getLogger("other").debug("not ours");
            LoggerFactory.getLogger("sample").error("broken", new IllegalStateException("why"));
            assertThat(log.lines()).containsExactly("DEBUG a 1", "ERROR broken | java.lang.IllegalStateException: why");
            assertThat(log.linesFrom("WARN")).hasSize(1);
        }
    }
}
