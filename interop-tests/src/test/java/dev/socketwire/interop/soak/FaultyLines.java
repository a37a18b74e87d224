package dev.socketwire.interop.soak;

import dev.socketwire.testkit.FaultyLine;
import dev.socketwire.testkit.LineFaults;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Some lines to the server on each of which another fault comes up every few seconds, and goes. */
final class FaultyLines implements AutoCloseable {
    private static final int LINES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<FaultyLine> lines;
    private final Tally tally;
    private final SplittableRandom random;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread weather = new Thread(this::change, "weather");

    private FaultyLines(int port, Tally tally, long seed) {
        lines = Stream.generate(() -> FaultyLine.to(port)).limit(LINES).toList();
        this.tally = tally;
        random = new SplittableRandom(seed);
    }

    static FaultyLines to(int port, Tally tally, long seed) {
        FaultyLines lines = new FaultyLines(port, tally, seed);
        lines.weather.setDaemon(true);
        lines.weather.start();
        return lines;
    }

    /** One of them. */
    Place any(SplittableRandom which) {
        return new Place(lines.get(which.nextInt(LINES)).port(), false, PATIENCE);
    }

    /** Nobody comes over them any more. */
    void end() {
        if (over.getCount() > 0) {
            over.countDown();
            lines.forEach(FaultyLine::close);
        }
    }

    @Override
    public void close() {
        end();
    }

    private void change() {
        try {
            while (!over.await(random.nextInt(300, 1_500), TimeUnit.MILLISECONDS)) {
                FaultyLine line = lines.get(random.nextInt(LINES));
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                line.heal();
                fault.strike(line, random.nextBoolean() ? line.toServer() : line.toClient());
                tally.count("faults, " + fault.name().toLowerCase(Locale.ROOT));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What may happen to a line. */
    private enum Fault {
        LATENCY,
        JITTER,
        SINGLE_BYTES,
        BANDWIDTH,
        BLACK_HOLE,
        RESET,
        RESET_ONE_WAY,
        HALF_CLOSE,
        NONE;

        void strike(FaultyLine line, LineFaults way) {
            switch (this) {
                case LATENCY -> way.latency(Duration.ofMillis(300));
                case JITTER -> way.jitter(Duration.ofMillis(500));
                case SINGLE_BYTES -> way.segments(1);
                case BANDWIDTH -> way.bandwidth(20_000);
                case BLACK_HOLE -> way.blackHole(true);
                case RESET -> line.reset();
                case RESET_ONE_WAY -> way.reset();
                case HALF_CLOSE -> way.halfClose();
                case NONE -> {}
            }
        }
    }
}
