package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegionsTest {
    @Test
    void aRegionIsWhatStandsBetweenItsMarks() {
        assertThat(Regions.of(
                        "a\n    // docs: one\n\n    b {\n        c\n    }\n    // docs: end\nd\n// docs: two\ne\n"))
                .containsOnlyKeys("one", "two")
                .containsEntry("one", "b {\n    c\n}\n")
                .containsEntry("two", "e\n");
    }

    @Test
    void noNameIsUsedTwice() {
        assertThatThrownBy(() -> Regions.of("// docs: one\na\n// docs: one\nb\n"))
                .hasMessageContaining("one");
    }
}
