package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.Vectors;
import dev.socketwire.testkit.Vectors.Vector;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaScriptNumbersTest {
    static Stream<Vector> vectors() {
        return Vectors.read("javascript-numbers");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void numbersAreWrittenAsJavaScriptWritesThem(Vector vector) {
        assertThat(JavaScriptNumbers.text(ByteBuffer.wrap(vector.bytes()).getDouble()))
                .isEqualTo(vector.expected());
    }

    @Test
    void floatsAreAsShortAsTheirOwnTypeAllows() {
        assertThat(JavaScriptNumbers.text(0.1f)).isEqualTo("0.1");
        assertThat(JavaScriptNumbers.text(-0f)).isEqualTo("0");
        assertThat(JavaScriptNumbers.text(3f)).isEqualTo("3");
        assertThat(JavaScriptNumbers.text(1e30f)).isEqualTo("1e+30");
        assertThat(JavaScriptNumbers.text(1.5e-10f)).isEqualTo("1.5e-10");
    }

    @Test
    void everyDoubleIsReadBackAsItself() {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 100_000; round++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(JavaScriptNumbers.text(value))).isEqualTo(value);
            }
        }
    }
}
