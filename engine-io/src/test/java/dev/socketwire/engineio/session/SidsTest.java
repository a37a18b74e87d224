package dev.socketwire.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SidsTest {
    private static final int COUNT = 100_000;

    @Test
    void noTwoAreAlikeAndNoBitIsBiased() {
        Set<String> seen = new HashSet<>();
        int[] ones = new int[144];
        for (int i = 0; i < COUNT; i++) {
            String sid = Sids.next();
            assertThat(seen.add(sid)).isTrue();
            byte[] bytes = Base64.getUrlDecoder().decode(sid);
            for (int bit = 0; bit < ones.length; bit++) {
                ones[bit] += bytes[bit / 8] >> bit % 8 & 1;
            }
        }
        // Seven standard deviations: fails once in a life of the universe.
        double allowed = 7 * Math.sqrt(COUNT) / 2;
        assertThat(ones).satisfies(counts -> {
            for (int count : counts) {
                assertThat(Math.abs(count - COUNT / 2.0)).isLessThan(allowed);
            }
        });
    }

    @Test
    void anIdGoesIntoAUrlAsItIs() {
        for (int i = 0; i < 1000; i++) {
            assertThat(Sids.next()).matches("[A-Za-z0-9_-]{24}");
        }
    }
}
