package dev.socketwire.testkit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in one direction of a {@link FaultyLine}, at first nothing. Each setting holds for what comes from then on;
 * nothing that was sent is lost but by a reset, and the order stays. Any thread.
 */
public final class LineFaults {
    private final Set<LineFlow> flows = ConcurrentHashMap.newKeySet();
    private final AtomicLong passed = new AtomicLong();
    private final AtomicReference<@Nullable Alarm> alarm = new AtomicReference<>();
    private volatile long latencyNanos;
    private volatile long jitterNanos;
    private volatile int segmentBytes = Integer.MAX_VALUE;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile boolean hole;

    LineFaults() {}

    /** Each byte takes so much longer. */
    public LineFaults latency(Duration time) {
        latencyNanos = time.toNanos();
        return this;
    }

    /** What comes at once takes up to so much longer, by chance. */
    public LineFaults jitter(Duration most) {
        jitterNanos = most.toNanos();
        return this;
    }

    /** Nothing is handed on in pieces above so many bytes, 1 for bytes that come one by one. */
    public LineFaults segments(int bytes) {
        segmentBytes = bytes;
        return this;
    }

    /** No connection hands on more than so many bytes in a second. */
    public LineFaults bandwidth(long perSecond) {
        bytesPerSecond = perSecond;
        return this;
    }

    /** Nothing arrives, ends included, until it is switched off; the sender is not told, as on a line that is cut somewhere. */
    public LineFaults blackHole(boolean on) {
        hole = on;
        flows.forEach(LineFlow::changed);
        return this;
    }

    /** Nothing goes wrong any more; what waits is delivered. */
    public LineFaults heal() {
        latencyNanos = 0;
        jitterNanos = 0;
        segmentBytes = Integer.MAX_VALUE;
        bytesPerSecond = Long.MAX_VALUE;
        return blackHole(false);
    }

    /** Every connection ends in this direction, behind what waits: the receiver reads an end and may go on sending. */
    public void halfClose() {
        flows.forEach(LineFlow::halfClose);
    }

    /**
     * The receiver of every connection gets a reset, at once. The other side is not told: to it the connection stands, and
     * nothing comes any more.
     */
    public void reset() {
        flows.forEach(LineFlow::reset);
    }

    /**
     * Does something, on the thread of the line, when so many bytes more were handed on and before the next one is: say a reset
     * at a certain byte. It takes the place of what was to be done before.
     */
    public LineFaults after(long bytes, Runnable action) {
        alarm.set(new Alarm(passed.get() + bytes, action));
        return this;
    }

    /** How many bytes were handed on so far. */
    public long passedBytes() {
        return passed.get();
    }

    long latencyNanos() {
        return latencyNanos;
    }

    long jitterNanos() {
        return jitterNanos;
    }

    int segmentBytes() {
        return segmentBytes;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    boolean hole() {
        return hole;
    }

    /** How many bytes may be handed on before something is to be done. */
    long bytesToAlarm() {
        Alarm next = alarm.get();
        return next == null ? Long.MAX_VALUE : Math.max(1, next.at() - passed.get());
    }

    /** So many bytes were handed on; whether something was done about it. */
    boolean passed(int bytes) {
        long now = passed.addAndGet(bytes);
        Alarm next = alarm.get();
        if (next == null || next.at() > now || !alarm.compareAndSet(next, null)) {
            return false;
        }
        next.action().run();
        return true;
    }

    void add(LineFlow flow) {
        flows.add(flow);
    }

    void remove(LineFlow flow) {
        flows.remove(flow);
    }

    /** What is to be done at a byte. */
    private record Alarm(long at, Runnable action) {}
}
