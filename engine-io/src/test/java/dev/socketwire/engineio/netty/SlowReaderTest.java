package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.PlainResponse;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who reads slowly but steadily is served to the end, who does not read is let go in time. What is sent is far more than two
 * sockets hold.
 */
class SlowReaderTest {
    private static final int LONG = 20_000_000;
    private static final int RATE = 6_000_000;

    private final AtomicInteger served = new AtomicInteger();

    @Test
    void aLongMessageMayTakeLongerThanTheStallTimeout() {
        try (EchoEngine engine = engine(impatient());
                SlowReader slow = new SlowReader(engine.port())) {
            slow.send("GET " + Polled.WEBSOCKET + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            await().until(() -> !engine.sessions.isEmpty());
            Session session = engine.sessions.remove();
            session.home().execute(() -> {
                session.sendText(zeros(LONG), SendOptions.DEFAULT);
                session.sendText(zeros(1), SendOptions.DEFAULT);
            });
            assertThat(slow.read(LONG, RATE)).isEqualTo(LONG);
            assertThat(engine.ends).isEmpty();
        }
    }

    @Test
    void aLongAnswerMayTakeLongerThanTheKeepAliveTimeoutWhichBeginsBehindIt() {
        try (EchoEngine engine = engine(impatient().keepAliveTimeout(Duration.ofSeconds(2)));
                SlowReader slow = new SlowReader(engine.port())) {
            slow.send("GET /" + LONG + " HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(slow.read(LONG, RATE)).isEqualTo(LONG);
            slow.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(slow.readToTheEnd()).isGreaterThan(LONG);
            assertThat(served.get()).isEqualTo(2);
        }
    }

    @Test
    void theLastAnswerMayTakeItsTimeAlthoughMoreHasComeBehindItsRequest() {
        try (EchoEngine engine = engine(impatient());
                SlowReader slow = new SlowReader(engine.port())) {
            slow.send("GET /" + LONG + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /1 HTTP/1.1\r\n");
            assertThat(slow.read(LONG, RATE)).isEqualTo(LONG);
            assertThat(slow.readToTheEnd()).isGreaterThan(LONG);
            assertThat(served.get()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "close", "close\r\n\r\nGET / HTTP/1.1\r\nA: b"})
    void anAnswerThatNobodyReadsIsNotKept(String connection) {
        try (EchoEngine engine = engine(EngineLimits.builder().writeStallTimeout(Duration.ofMillis(300)));
                SlowReader slow = new SlowReader(engine.port())) {
            slow.send("GET /" + LONG + " HTTP/1.1\r\nHost: a\r\nConnection: " + connection + "\r\n\r\n");
            await().until(slow::isCut);
            await().until(() -> engine.server.stats().refused(EngineRefusal.ANSWER_STALL) == 1);
        }
    }

    @Test
    void whoPipelinesIsAnsweredAsFastAsHeReads() {
        int requests = 50;
        try (EchoEngine engine = engine(EngineLimits.builder());
                SlowReader slow = new SlowReader(engine.port())) {
            slow.send("GET /1000000 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(requests));
            await().during(Duration.ofMillis(400)).until(() -> served.get() > 0 && served.get() < requests / 2);
            assertThat(slow.read(1_000_000L * requests, Integer.MAX_VALUE)).isEqualTo(1_000_000L * requests);
            assertThat(served.get()).isEqualTo(requests);
        }
    }

    private static EngineLimits.Builder impatient() {
        return EngineLimits.builder().writeStallTimeout(Duration.ofSeconds(2));
    }

    /** Besides the engine, it answers a path that is a number with so many bytes. */
    private EchoEngine engine(EngineLimits.Builder limits) {
        EngineOptions.Builder options = EchoEngine.options().limits(limits.build());
        return new EchoEngine(options.plainHttp(request -> {
                    served.incrementAndGet();
                    int count = Integer.parseInt(request.path().substring(1));
                    return CompletableFuture.completedFuture(PlainResponse.ok("text/plain", new byte[count]));
                })
                .build());
    }

    private static ByteBuf zeros(int count) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(Session.HEADROOM + count);
        return bytes.setIndex(Session.HEADROOM, Session.HEADROOM).writeZero(count);
    }
}
