package dev.socketwire.interop.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a JVM of its own under many clients, some over lines with faults, until all have left.
 *
 * @param samples those of the time with clients, the first before they came
 * @param leaving those from then on, the last when nothing of them should be left
 * @param log what the server has said: it should have nothing to say
 */
record Soak(List<Sample> samples, List<Sample> leaving, Tally tally, List<String> log) {
    private static final long SEED = 1;
    private static final int PATIENCE_SECONDS = 90;
    private static final int WARMING_UP_SECONDS = 40;

    /** Runs it. */
    static Soak of(int clients, Duration time, Duration every) throws IOException, InterruptedException {
        Tally tally = new Tally();
        List<Sample> samples = new ArrayList<>();
        List<Sample> leaving = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start();
                FaultyLines lines = FaultyLines.to(server.port(), tally, SEED)) {
            samples.add(server.sample());
            StockGuests stock = StockGuests.come(server.port(), tally);
            Crowd crowd = new Crowd(server.port(), lines, tally);
            crowd.come(clients, SEED);
            long end = samples.get(0).millis() + time.toMillis();
            long latest = end + TimeUnit.SECONDS.toMillis(WARMING_UP_SECONDS);
            long now = samples.get(0).millis();
            // On a slow machine clients have not said anything yet when a short time is over.
            while (now < end || (now < latest && !haveTalked(tally, clients))) {
                TimeUnit.MILLISECONDS.sleep(every.toMillis());
                samples.add(server.sample());
                now = samples.get(samples.size() - 1).millis();
            }
            crowd.close();
            lines.end();
            crowd.leave();
            stock.leave();
            // A client that vanished is noticed with its heartbeat, and who broke off is remembered for a while.
            do {
                TimeUnit.SECONDS.sleep(1);
                leaving.add(server.sample());
            } while (leaving.size() < PATIENCE_SECONDS
                    && (leaving.size() < time.toSeconds() / 10 || isThere(leaving.get(leaving.size() - 1))));
            return new Soak(samples, leaving, tally, server.log());
        }
    }

    /** Whether each could have been answered, and stock clients were. */
    static boolean haveTalked(Tally tally, int clients) {
        return tally.of("answers") > clients && tally.of("answers, stock Java clients") > 0;
    }

    private static boolean isThere(Sample sample) {
        return Arrays.stream(Figure.values()).anyMatch(figure -> figure.isOfClients() && sample.of(figure) > 0);
    }

    Sample first() {
        return samples.get(0);
    }

    Sample last() {
        return leaving.get(leaving.size() - 1);
    }

    List<Sample> all() {
        List<Sample> all = new ArrayList<>(samples);
        all.addAll(leaving);
        return all;
    }

    /** What is more in the last third than in the one before. */
    List<Verdict> verdicts() {
        return Arrays.stream(Figure.values())
                .map(figure -> Verdict.of(figure, samples))
                .toList();
    }

    /** What is not as it was before, when all have left. */
    List<Figure> leftBehind() {
        return Arrays.stream(Figure.values())
                .filter(figure -> !figure.isKept() && last().of(figure) > before(figure))
                .toList();
    }

    private long before(Figure figure) {
        return figure.isOfClients() ? 0 : first().of(figure) + figure.slack(first().of(figure));
    }
}
