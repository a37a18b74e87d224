package dev.socketwire.engineio;

import java.time.Duration;

/** What every number among the options must be; a refusal names the option, the value and the limit. */
final class OptionCheck {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** The longest time that a client can set a timer for, and so the longest that a handshake may tell it. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private OptionCheck() {}

    static int atLeast(String option, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(option + " is " + value + ", must be at least " + least);
        }
        return value;
    }

    static Duration time(String option, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    option + " is " + value + ", must be from 1 ms to " + LONGEST.toMillis() + " ms");
        }
        return value;
    }
}
