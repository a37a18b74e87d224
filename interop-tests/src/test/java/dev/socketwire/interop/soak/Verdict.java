package dev.socketwire.interop.soak;

import java.util.List;

/**
 * What the samples of one figure say: whether the last third is above the middle one. The first third is the time in which
 * clients come and the JVM warms up.
 *
 * @param middle the median of the middle third
 * @param last that of the last third
 * @param perHour how much more it would be in an hour, going on so
 */
record Verdict(Figure figure, long first, long middle, long last, long most, long perHour) {
    private static final long HOUR_IN_MILLIS = 3_600_000;

    static Verdict of(Figure figure, List<Sample> samples) {
        int third = samples.size() / 3;
        List<Sample> inTheMiddle = samples.subList(third, 2 * third);
        List<Sample> atLast = samples.subList(2 * third, samples.size());
        long middle = median(figure, inTheMiddle);
        long last = median(figure, atLast);
        // From the middle of one third to the middle of the other.
        long millis = Math.max(
                1,
                atLast.get(atLast.size() / 2).millis()
                        - inTheMiddle.get(third / 2).millis());
        return new Verdict(
                figure,
                samples.get(0).of(figure),
                middle,
                last,
                samples.stream().mapToLong(sample -> sample.of(figure)).max().orElse(0),
                (last - middle) * HOUR_IN_MILLIS / millis);
    }

    boolean isFlat() {
        return last <= middle + figure.slack(middle);
    }

    private static long median(Figure figure, List<Sample> samples) {
        return samples.stream()
                .map(sample -> sample.of(figure))
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElse(0L);
    }
}
