package dev.socketwire.interop.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is flat and what is not. */
class VerdictTest {
    private static final long MEBI = 1 << 20;

    @Test
    void whatWarmsUpAndStaysIsFlat() {
        assertThat(verdict(second -> Math.min(second, 200) * MEBI / 4).isFlat()).isTrue();
    }

    @Test
    void whatSwingsIsFlat() {
        assertThat(verdict(second -> (50 + second * 7919 % 40) * MEBI).isFlat()).isTrue();
    }

    @Test
    void whatGrowsIsNotFlat() {
        Verdict verdict = verdict(second -> 50 * MEBI + second * MEBI / 10);
        assertThat(verdict.isFlat()).isFalse();
        assertThat(verdict.perHour() / MEBI).isBetween(350L, 370L);
        assertThat(verdict.most()).isEqualTo(50 * MEBI + 595 * MEBI / 10);
    }

    @Test
    void aSampleIsTheSameBehindItsLine() {
        Sample sample = new Sample(7, Map.of(Figure.HEAP, 5L, Figure.QUEUED, 3L));
        assertThat(Sample.of(sample.line()).line()).isEqualTo("sample 7 5 0 0 0 0 0 0 0 0 0 3");
    }

    /** Ten minutes, a sample every five seconds. */
    private static Verdict verdict(LongUnaryOperator heap) {
        List<Sample> samples = LongStream.range(0, 120)
                .map(number -> number * 5)
                .mapToObj(second -> new Sample(second * 1000, Map.of(Figure.HEAP, heap.applyAsLong(second))))
                .toList();
        return Verdict.of(Figure.HEAP, samples);
    }
}
