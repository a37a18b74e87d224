package dev.socketwire.socketio.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is in a child namespace, and when it is closed. */
class TenantsTest {
    @Test
    void theLastOneClosesItForGood() {
        Tenants tenants = new Tenants(true);
        assertThat(tenants.enter()).isTrue();
        assertThat(tenants.enter()).isTrue();
        assertThat(tenants.leave()).isFalse();
        assertThat(tenants.leave()).isTrue();
        assertThat(tenants.enter()).isFalse();
    }

    @Test
    void whereNothingIsCleanedUpItStaysOpen() {
        Tenants tenants = new Tenants(false);
        assertThat(tenants.enter()).isTrue();
        assertThat(tenants.leave()).isFalse();
        assertThat(tenants.enter()).isTrue();
    }

    @Test
    void whoEntersWhileTheLastOneLeavesIsInOrIsTold() throws Exception {
        for (int round = 0; round < 200; round++) {
            Tenants tenants = new Tenants(true);
            assertThat(tenants.enter()).isTrue();
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger entered = new AtomicInteger();
            AtomicInteger closed = new AtomicInteger();
            Thread[] threads = IntStream.range(0, 3)
                    .mapToObj(i -> new Thread(() -> {
                        await(start);
                        if (i == 0) {
                            closed.addAndGet(tenants.leave() ? 1 : 0);
                        } else {
                            entered.addAndGet(tenants.enter() ? 1 : 0);
                        }
                    }))
                    .toArray(Thread[]::new);
            for (Thread thread : threads) {
                thread.start();
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(closed.get()).isEqualTo(entered.get() == 0 ? 1 : 0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
