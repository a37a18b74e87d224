package dev.socketwire.testkit;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves something behind: a Netty buffer that was collected before its release, or a thread that
 * would keep a program alive. Registered for every test by the service loader.
 */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
    /** How long a thread may take to end after its class: the quiet period of a Netty event loop is two seconds. */
    private static final Duration THREAD_ENDS = Duration.ofSeconds(10);

    /** Threads of the tools: they end by themselves, or with the run. */
    private static final List<String> NOT_THEIRS = List.of("globalEventExecutor", "junit-", "awaitility-");

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(NoLeaks.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(OURS).put(Threads.class, new Threads(lastingThreads()));
        // Closed after the last class: what the last collection brings to light fails the whole run.
        context.getRoot().getStore(OURS).computeIfAbsent(EndOfRun.class);
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        assertNothing(context.getDisplayName(), LeakRecords.collect());
        Threads before = context.getStore(OURS).get(Threads.class, Threads.class);
        for (Thread thread : lastingThreads()) {
            if (before != null && !before.lasting().contains(thread)) {
                assertEnds(context.getDisplayName(), thread);
            }
        }
    }

    private static void assertEnds(String who, Thread thread) throws InterruptedException {
        thread.join(THREAD_ENDS.toMillis());
        if (thread.isAlive()) {
            throw new AssertionError(
                    who + " left a thread behind: " + thread.getName() + " did not end within " + THREAD_ENDS);
        }
    }

    private static void assertNothing(String who, List<String> leaks) {
        if (!leaks.isEmpty()) {
            throw new AssertionError(
                    leaks.size() + " leak(s) came to light after " + who + ":\n" + String.join("\n", leaks));
        }
    }

    private static Set<Thread> lastingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && !thread.equals(Thread.currentThread()))
                .filter(thread -> NOT_THEIRS.stream().noneMatch(thread.getName()::startsWith))
                .collect(toUnmodifiableSet());
    }

    private record Threads(Set<Thread> lasting) {}

    /** The last look, when all classes are over. */
    static final class EndOfRun implements AutoCloseable {
        @Override
        public void close() {
            assertNothing("the run", LeakRecords.collect());
        }
    }
}
