package dev.socketwire.frames.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.testkit.Chunks;
import dev.socketwire.testkit.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of vectors/frames.txt, whole and cut in every way. */
class MessageReaderVectorsTest {
    static Stream<Vectors.Vector> vectors() {
        return Vectors.read("frames");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aVectorGivesItsEvents(Vectors.Vector vector) {
        assertThat(read(List.of(vector.bytes()))).as(vector.section()).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aVectorCutInTwoAnywhereGivesTheSameEvents(Vectors.Vector vector) {
        Chunks.everyCut(vector.bytes())
                .forEach(chunks -> assertThat(read(chunks)).isEqualTo(vector.expected()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aVectorInChunksOfAnySizeGivesTheSameEvents(Vectors.Vector vector) {
        Chunks.everySize(vector.bytes())
                .forEach(chunks -> assertThat(read(chunks)).isEqualTo(vector.expected()));
    }

    private static String read(List<byte[]> chunks) {
        return String.join("; ", Reading.server(WebSocketLimits.defaults(), chunks));
    }
}
