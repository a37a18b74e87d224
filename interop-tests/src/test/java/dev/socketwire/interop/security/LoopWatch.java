package dev.socketwire.interop.security;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Looks at the event loops every few milliseconds: one that waits for anything but its connections is kept from them. What it
 * waits for on purpose, its own end, does not count, nor a log that others write to. Any thread.
 */
final class LoopWatch implements AutoCloseable {
    private static final long LOOK = Duration.ofMillis(5).toNanos();

    /** A lock is held for a few instructions: a thread whose one wait is seen in so many looks waits for something else. */
    private static final int LOOKS = 20;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The loops of servers, and those of ports in pipelines of their own. */
    private static final Pattern LOOP = Pattern.compile("(socketwire|multiThreadIoEventLoopGroup)-\\d+-\\d+");

    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private final Map<Thread, Wait> waiting = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "loop-watch");
    private volatile boolean over;

    /**
     * A thread that waits.
     *
     * @param number of its waits
     * @param looks that have seen this one
     */
    private record Wait(long number, int looks) {
        Wait seen(long next) {
            return next == number ? new Wait(number, looks + 1) : new Wait(next, 1);
        }
    }

    private LoopWatch() {}

    static LoopWatch begun() {
        LoopWatch watch = new LoopWatch();
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Loops that have waited, and where. */
    List<String> found() {
        return List.copyOf(found);
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        Thread[] all = new Thread[2_000];
        while (!over) {
            LockSupport.parkNanos(LOOK);
            int count = Thread.enumerate(all);
            Set<Thread> now = new HashSet<>();
            for (int i = 0; i < count; i++) {
                if (isWaiting(all[i])) {
                    now.add(all[i]);
                }
            }
            waiting.keySet().retainAll(now);
            now.forEach(this::seen);
        }
    }

    private static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && LOOP.matcher(thread.getName()).matches();
    }

    private void seen(Thread thread) {
        ThreadInfo info = THREADS.getThreadInfo(thread.getId());
        long number = info == null ? 0 : info.getWaitedCount();
        Wait wait = waiting.getOrDefault(thread, new Wait(number, 0)).seen(number);
        waiting.put(thread, wait);
        if (wait.looks != LOOKS) {
            return;
        }
        List<StackTraceElement> stack = Arrays.asList(thread.getStackTrace());
        boolean onPurpose = stack.stream()
                .anyMatch(frame -> frame.getMethodName().equals("confirmShutdown")
                        || frame.getClassName().startsWith("ch.qos.logback"));
        // It may have gone on since.
        if (!onPurpose && isWaiting(thread)) {
            found.add(thread.getName() + " " + stack);
        }
    }
}
