package dev.socketwire.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of one connection. Event loop only, but for what a test calls, which is posted to it. */
final class LineFlow {
    /** As much is under way before the sender is not read any more. */
    private static final int MOST_WAITING = 64 * 1024;

    /** A limited line hands on what it may this often in a second. */
    private static final int PORTIONS = 100;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final LineFaults faults;
    private final Channel from;
    private final Channel to;
    private final Queue<Piece> waiting = new ArrayDeque<>();
    private final SplittableRandom chance = new SplittableRandom(1);
    private Kind last = Kind.BYTES;
    private long waitingBytes;
    private long lastDue;
    private long freeAt;
    private boolean over;
    private boolean silent;
    private boolean running;
    private @Nullable Future<?> next;

    LineFlow(LineFaults faults, Channel from, Channel to) {
        this.faults = faults;
        this.from = from;
        this.to = to;
        long now = now();
        lastDue = now;
        freeAt = now;
        faults.add(this);
    }

    /** Bytes have come; they are this flow's now. */
    void take(ByteBuf bytes) {
        if (over || last != Kind.BYTES) {
            bytes.release();
        } else {
            add(Kind.BYTES, bytes);
        }
    }

    /** The sender has ended its side. */
    void end() {
        if (over) {
            from.close();
        } else if (last == Kind.BYTES) {
            add(Kind.END, Unpooled.EMPTY_BUFFER);
        }
    }

    /** The sender is gone: without a farewell, unless both have said theirs. */
    void gone() {
        if (isDone(to)) {
            to.close();
        } else if (!over && last != Kind.RESET) {
            add(Kind.RESET, Unpooled.EMPTY_BUFFER);
        }
    }

    /** The receiver is gone: there is nothing to do any more. */
    void stop() {
        over = true;
        faults.remove(this);
        waiting.forEach(piece -> piece.bytes().release());
        waiting.clear();
        waitingBytes = 0;
        from.config().setAutoRead(true);
    }

    /** Whether the receiver was reset without a word to the sender. */
    boolean isSilent() {
        return silent;
    }

    /** Hands on what it is time for. */
    void run() {
        if (running) {
            // A write has made the receiver writable again.
            return;
        }
        running = true;
        boolean pause = false;
        while (!pause && !over && !faults.hole() && to.isWritable() && !waiting.isEmpty()) {
            Piece head = waiting.element();
            long wait = Math.max(head.due(), freeAt) - now();
            if (wait > 0) {
                later(wait);
                pause = true;
            } else if (handOn(head)) {
                // What an alarm has posted comes first.
                later(0);
                pause = true;
            } else if (faults.segmentBytes() < Integer.MAX_VALUE) {
                // The receiver gets its turn, and now and then the time to read, or it would have all pieces as one.
                later(chance.nextInt(6) == 0 ? PAUSE : 0);
                pause = true;
            }
        }
        running = false;
    }

    void changed() {
        from.eventLoop().execute(this::run);
    }

    void halfClose() {
        from.eventLoop().execute(this::end);
    }

    void reset() {
        from.eventLoop().execute(() -> {
            over = true;
            silent = true;
            resetReceiver();
            if (from.isActive() && ((DuplexChannel) from).isInputShutdown()) {
                from.close();
            }
        });
    }

    private void add(Kind kind, ByteBuf bytes) {
        last = kind;
        long jitter = faults.jitterNanos() == 0 ? 0 : chance.nextLong(faults.jitterNanos());
        // A later one does not overtake an earlier one.
        lastDue = Math.max(lastDue, now() + faults.latencyNanos() + jitter);
        waiting.add(new Piece(kind, bytes, lastDue));
        waitingBytes += bytes.readableBytes();
        if (waitingBytes > MOST_WAITING) {
            from.config().setAutoRead(false);
        }
        run();
    }

    /** Whether an alarm was on the way. */
    private boolean handOn(Piece head) {
        switch (head.kind()) {
            case BYTES -> {
                return handOn(head.bytes());
            }
            case END -> {
                waiting.remove();
                // Behind the bytes before it: they would be lost with the end of the output.
                to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> endOutput());
            }
            case RESET -> {
                waiting.remove();
                over = true;
                resetReceiver();
            }
        }
        return false;
    }

    private boolean handOn(ByteBuf bytes) {
        long rate = faults.bytesPerSecond();
        long most = Math.min(Math.min(faults.segmentBytes(), faults.bytesToAlarm()), Math.max(1, rate / PORTIONS));
        int count = (int) Math.min(most, bytes.readableBytes());
        if (rate < Long.MAX_VALUE) {
            freeAt = Math.max(freeAt, now()) + count * TimeUnit.SECONDS.toNanos(1) / rate;
        }
        to.writeAndFlush(bytes.readRetainedSlice(count));
        waitingBytes -= count;
        if (!bytes.isReadable()) {
            waiting.remove();
            bytes.release();
        }
        if (waitingBytes <= MOST_WAITING / 2 && !from.config().isAutoRead()) {
            from.config().setAutoRead(true);
        }
        return faults.passed(count);
    }

    private void endOutput() {
        ((DuplexChannel) to).shutdownOutput().addListener(ended -> {
            for (Channel end : List.of(to, from)) {
                if (isDone(end)) {
                    end.close();
                }
            }
        });
    }

    private static boolean isDone(Channel channel) {
        DuplexChannel end = (DuplexChannel) channel;
        return end.isInputShutdown() && end.isOutputShutdown();
    }

    private void resetReceiver() {
        if (to.isOpen()) {
            to.config().setOption(ChannelOption.SO_LINGER, 0);
            to.close();
        }
    }

    private void later(long nanos) {
        if (next != null) {
            next.cancel(false);
        }
        next = from.eventLoop().schedule(this::run, nanos, TimeUnit.NANOSECONDS);
    }

    private long now() {
        return from.eventLoop().ticker().nanoTime();
    }

    private enum Kind {
        BYTES,
        END,
        RESET
    }

    /** What waits for its time. */
    private record Piece(Kind kind, ByteBuf bytes, long due) {}
}
