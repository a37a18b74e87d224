package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.testkit.RawHttp;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that closes while loops of it are busy. */
class BusyLoopsTest {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void theLimitIsOneForAllLoops() {
        Loops loops =
                new Loops(new MultiThreadIoEventLoopGroup(8, NioIoHandler.newFactory()), NioServerSocketChannel::new);
        try {
            loops.group().forEach(loop -> loop.execute(this::hold));
            assertThat(CompletableFuture.runAsync(() -> loops.turn(Duration.ofMillis(500))))
                    .succeedsWithin(Duration.ofSeconds(3));
        } finally {
            released.countDown();
            loops.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoIsOnAnotherLoopIsToldGoodbyeAtOnce(int ofWhom) {
        EchoEngine engine = new EchoEngine(EngineOptions.defaults());
        List<RawHttp> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                RawHttp client = RawHttp.connect(engine.port());
                clients.add(client);
                Polled.open(client, engine.port());
            }
            List<Session> sessions = List.copyOf(engine.sessions);
            EventLoop busy = EngineParts.loopOf(sessions.get(ofWhom).home());
            List<Session> others = sessions.stream()
                    .filter(session -> EngineParts.loopOf(session.home()) != busy)
                    .toList();
            busy.execute(this::hold);
            // Before that it may still be about the last request.
            await().until(() -> held.getCount() == 0);
            CompletableFuture<Void> closed = engine.server.close(Duration.ofSeconds(20));
            await().atMost(Duration.ofSeconds(8)).until(() -> others.stream().allMatch(Session::isClosed));
            released.countDown();
            assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
            assertThat(engine.ends).hasSize(4).containsOnly("server shutting down");
        } finally {
            released.countDown();
            clients.forEach(RawHttp::close);
            engine.close();
        }
    }

    private void hold() {
        held.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
