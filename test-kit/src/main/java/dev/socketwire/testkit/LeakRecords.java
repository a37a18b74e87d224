package dev.socketwire.testkit;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What Netty's leak detector found in this process. Has to be {@linkplain #install installed} before the first buffer is
 * made: the detector of buffers is chosen once. Any thread.
 */
final class LeakRecords {
    /** How long one collection of garbage may take to tell what it found. */
    private static final Duration COLLECTION = Duration.ofSeconds(5);

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    private LeakRecords() {}

    static void install() {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
    }

    /** Collects garbage, lets the detector look at it and hands over what it found; forgets it. */
    static List<String> collect() {
        collectGarbage();
        poke();
        List<String> found = new ArrayList<>();
        for (String leak = FOUND.poll(); leak != null; leak = FOUND.poll()) {
            found.add(leak);
        }
        return found;
    }

    /** Returns when everything that was unreachable at the call has reached its reference queue, or after the limit. */
    private static void collectGarbage() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> canary = new PhantomReference<>(new Object(), queue);
        System.gc();
        try {
            queue.remove(COLLECTION.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        canary.clear();
    }

    /** The detector looks for leaks only when a buffer is made. */
    private static void poke() {
        for (int i = 0; i < 16; i++) {
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
    }

    private static final class Factory extends ResourceLeakDetectorFactory {
        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
            return new Detector<>(resource, samplingInterval);
        }

        @Override
        @SuppressWarnings("deprecation") // abstract still, though the detector ignores maxActive
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return new Detector<>(resource, samplingInterval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<?> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            FOUND.add(resourceType + " was collected before it was released" + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            FOUND.add(resourceType + " was collected before it was released (made without a trace)");
        }
    }
}
