package dev.socketwire.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The measure of all targets can fail. */
class CostTest {
    private static final int LENGTH = 10_000;

    private final Cost cost = Cost.linear(LENGTH, 10, 4);
    private final List<byte[]> kept = new ArrayList<>();

    @Test
    void whatIsWithinIsLeftAlone() {
        assertThatCode(() -> cost.check(() -> look(LENGTH * 4))).doesNotThrowAnyException();
        assertThatCode(() -> cost.check(() -> kept.add(new byte[LENGTH * 10]))).doesNotThrowAnyException();
    }

    @Test
    void whoLooksTooOftenFails() {
        assertThatThrownBy(() -> cost.check(() -> look(LENGTH * 5))).hasMessageContaining("steps=50000");
    }

    @Test
    void whoAllocatesTooMuchFails() {
        assertThatThrownBy(() -> cost.check(() -> kept.add(new byte[LENGTH * 20])))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsAllocatedOnceDoesNotCount() {
        assertThatCode(() -> cost.check(() -> {
                    if (kept.isEmpty()) {
                        kept.add(new byte[LENGTH * 100]);
                    }
                }))
                .doesNotThrowAnyException();
    }

    private static void look(int times) {
        CountedBytes bytes = new CountedBytes(new byte[1]);
        for (int i = 0; i < times; i++) {
            bytes.getByte(0);
        }
    }
}
