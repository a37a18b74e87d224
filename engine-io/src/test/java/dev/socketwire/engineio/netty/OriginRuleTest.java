package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.NoLeaks;
import dev.socketwire.testkit.RawHttp;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rule of origins is the program's: it may be slow, change its mind, or throw. */
@ExtendWith(NoLeaks.class)
class OriginRuleTest {
    private static final String ORIGIN = "Origin: http://a";

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Predicate<String> rule = origin -> true;
    private final EchoEngine engine = new EchoEngine(EchoEngine.options()
            .cors(CorsOptions.builder()
                    .originMatching(origin -> {
                        asked.incrementAndGet();
                        return rule.test(origin);
                    })
                    .build())
            .build());

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void itIsAskedOnceForEachRequestHoweverLateTheAnswer() {
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp other = RawHttp.connect(engine.port())) {
            Polled mine = open(http);
            assertThat(asked.get()).isOne();
            http.sendGet(mine.target(), ORIGIN);
            await().until(() -> asked.get() == 2);
            rule = origin -> {
                throw new IllegalStateException("later");
            };
            assertThat(other.post(mine.target(), "4a").text()).isEqualTo("ok");
            RawHttp.Response poll = http.read();
            assertThat(poll.text()).isEqualTo("4a");
            assertThat(poll.header("access-control-allow-origin")).isEqualTo("http://a");
            assertThat(asked.get()).isEqualTo(2);
        }
    }

    @Test
    void whereItThrowsTheAnswerIs500AndTheSessionLives() {
        try (CapturedLog log = CapturedLog.of("dev.socketwire");
                RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = open(http);
            rule = origin -> {
                throw new IllegalStateException("broken");
            };
            RawHttp.Response failed = http.post(mine.target(), "4lost", ORIGIN);
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.header("access-control-allow-origin")).isEmpty();
            assertThat(http.post(mine.target(), "4a").text()).isEqualTo("ok");
            assertThat(http.get(mine.target()).text()).isEqualTo("4a");
            assertThat(log.linesFrom("WARN"))
                    .containsExactly(
                            "ERROR the rule of an origin has thrown" + " | java.lang.IllegalStateException: broken");
        }
    }

    @Test
    void whereARouteInFrontThrowsTheAnswerIs500AndItsBodyIsGone() {
        EngineServer.Setup setup = new EngineServer.Setup(
                request -> {
                    throw new IllegalStateException("broken");
                },
                Optional.empty(),
                IoKind.BEST);
        try (CapturedLog log = CapturedLog.of("dev.socketwire");
                EchoEngine broken = new EchoEngine(EchoEngine.options().build(), setup)) {
            broken.server.start("127.0.0.1", 0);
            try (RawHttp http = RawHttp.connect(broken.port())) {
                for (int i = 0; i < 2; i++) {
                    http.sendRequest("GET", "/file.js", new byte[100_000]);
                    assertThat(http.read().status()).isEqualTo(500);
                }
            }
            assertThat(log.linesFrom("WARN")).hasSize(2).allMatch(line -> line.contains("while a request was served"));
        }
    }

    private Polled open(RawHttp http) {
        return new Polled(
                engine.port(), Polled.sid(http.get(Polled.OPEN, ORIGIN).text()));
    }
}
