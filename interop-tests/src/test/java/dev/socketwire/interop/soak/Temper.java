package dev.socketwire.interop.soak;

import java.util.SplittableRandom;

/** How a client behaves, how many of a hundred do so, and whether it may expect to be served to its end. */
enum Temper {
    /** Asks and is answered for a while, and says farewell. */
    STEADY(58, true),
    /** Has hardly come when it goes. */
    BRIEF(10, true),
    /** Loses its connection and comes back with all that it missed. */
    RETURNING(10, true),
    /** Asks for much and reads it slowly. */
    SLOW(6, true),
    /** Asks for more than may wait for it, and reads nothing. */
    STALLED(3, false),
    /** Says nothing and hears nothing any more, with its connection open. */
    SILENT(5, false),
    /** Ends with a reset. */
    CUTTING(8, false);

    private final int share;
    private final boolean honest;

    Temper(int share, boolean honest) {
        this.share = share;
        this.honest = honest;
    }

    static Temper any(SplittableRandom random) {
        int left = random.nextInt(100);
        for (Temper temper : values()) {
            left -= temper.share;
            if (left < 0) {
                return temper;
            }
        }
        throw new IllegalStateException("the shares are no hundred");
    }

    boolean isHonest() {
        return honest;
    }
}
