package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop that waits is found, wherever it does; one that has nothing to do is not. */
class LoopWatchTest {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aLoopThatWaitsIsFound() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try (LoopWatch watch = LoopWatch.begun()) {
            loops.next().submit(() -> 1).get();
            await().during(Duration.ofMillis(200)).until(() -> watch.found().isEmpty());
            loops.next().submit(() -> released.await(30, TimeUnit.SECONDS));
            await().until(() -> !watch.found().isEmpty());
            assertThat(watch.found()).singleElement().asString().contains("CountDownLatch");
        } finally {
            released.countDown();
        }
    }
}
