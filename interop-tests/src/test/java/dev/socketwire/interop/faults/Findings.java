package dev.socketwire.interop.faults;

/**
 * What a comparison of books has shown.
 *
 * @param sent events that one side has sent
 * @param received different ones that the other side has
 * @param lost those that it has not
 * @param doubled how often one came again
 * @param outOfOrder how often one came behind a later one
 * @param damaged how often one came that was never sent so
 * @param behindGaps received ones before which others are missing
 */
record Findings(long sent, long received, long lost, long doubled, long outOfOrder, long damaged, long behindGaps) {
    static final Findings NONE = new Findings(0, 0, 0, 0, 0, 0, 0);

    Findings plus(Findings other) {
        return new Findings(
                sent + other.sent,
                received + other.received,
                lost + other.lost,
                doubled + other.doubled,
                outOfOrder + other.outOfOrder,
                damaged + other.damaged,
                behindGaps + other.behindGaps);
    }

    /** Each arrived once, in its order, as it was sent. */
    boolean isPerfect() {
        return lost == 0 && isPrefix();
    }

    /** What arrived are the first ones, each once, in their order, as they were sent. */
    boolean isPrefix() {
        return behindGaps == 0 && isOrdered();
    }

    /** What arrived came once, in its order, as it was sent; some may be missing. */
    boolean isOrdered() {
        return doubled == 0 && outOfOrder == 0 && damaged == 0;
    }
}
