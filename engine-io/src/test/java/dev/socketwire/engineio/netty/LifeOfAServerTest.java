package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.PlainResponse;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Heartbeats, slow clients and the end of a server, over real connections. */
class LifeOfAServerTest {
    @Test
    void aClientThatDoesNotAnswerPingsEndsInTime() {
        try (EchoEngine engine = new EchoEngine(quick().build());
                RawWebSocket ws = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET);
                RawHttp http = RawHttp.connect(engine.port())) {
            ws.readText();
            Polled.open(http, engine.port());
            assertThat(ws.readText()).isEqualTo("2");
            assertThat(ws.readClose()).isEqualTo(1005);
            await().until(() -> engine.server.sessionCount() == 0);
            assertThat(engine.ends).containsExactly("ping timeout", "ping timeout");
        }
    }

    @Test
    void aClientThatAnswersPingsLives() {
        try (EchoEngine engine = new EchoEngine(patient().build());
                RawWebSocket ws = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET);
                RawHttp http = RawHttp.connect(engine.port())) {
            ws.readText();
            Polled mine = Polled.open(http, engine.port());
            for (int i = 0; i < 5; i++) {
                assertThat(ws.readText()).isEqualTo("2");
                ws.sendText("3");
                assertThat(http.get(mine.target()).text()).isEqualTo("2");
                http.post(mine.target(), "3");
            }
            assertThat(engine.server.sessionCount()).isEqualTo(2);
        }
    }

    @Test
    void aClientThatStopsReadingEndsAndOthersDoNotNotice() {
        EngineLimits limits = EngineLimits.builder()
                .queueBytes(500_000)
                .writeStallTimeout(Duration.ofSeconds(5))
                .build();
        try (EchoEngine engine =
                        new EchoEngine(EchoEngine.options().limits(limits).build());
                RawWebSocket slow = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            slow.readText();
            Session session = engine.sessions.peek();
            assertThat(session).isNotNull();
            for (int i = 0; i < 1000 && engine.ends.isEmpty(); i++) {
                CompletableFuture.runAsync(
                                () -> session.sendText(message("x".repeat(50_000)), SendOptions.DEFAULT),
                                session.home())
                        .join();
            }
            await().untilAsserted(() -> assertThat(engine.ends).hasSize(1));
            assertThat(engine.ends.peek())
                    .matches("transport error: outbound queue of \\d+ bytes exceeds queueBytes 500000");
            try (RawWebSocket other = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
                other.readText();
                other.sendText("4hi");
                assertThat(other.readText()).isEqualTo("4hi");
            }
        }
    }

    @Test
    void aClientThatTakesNothingEndsByTheStallTimeout() {
        EngineLimits limits = EngineLimits.builder()
                .queueBytes(100_000_000)
                .writeStallTimeout(Duration.ofMillis(400))
                .build();
        try (EchoEngine engine =
                        new EchoEngine(EchoEngine.options().limits(limits).build());
                RawWebSocket slow = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            slow.readText();
            Session session = engine.sessions.peek();
            assertThat(session).isNotNull();
            for (int i = 0; i < 400; i++) {
                CompletableFuture.runAsync(
                                () -> session.sendText(message("x".repeat(50_000)), SendOptions.DEFAULT),
                                session.home())
                        .join();
            }
            await().untilAsserted(() -> assertThat(engine.ends)
                    .containsExactly("transport error: client took nothing for writeStallTimeout PT0.4S"));
        }
    }

    @Test
    void whatIsQueuedForASlowClientArrivesInOrderAndPingsDoNotStarve() {
        EngineLimits limits = EngineLimits.builder().queueBytes(20_000_000).build();
        try (EchoEngine engine = new EchoEngine(patient().limits(limits).build());
                RawWebSocket ws = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            ws.readText();
            Session session = engine.sessions.peek();
            assertThat(session).isNotNull();
            session.home().execute(() -> {
                for (int i = 0; i < 100; i++) {
                    session.sendText(message(i + "x".repeat(64_000)), SendOptions.DEFAULT);
                }
            });
            for (int i = 0; i < 100; ) {
                String packet = ws.readText();
                if (packet.equals("2")) {
                    ws.sendText("3");
                } else {
                    assertThat(packet).startsWith("4" + i + "x");
                    i++;
                }
            }
            assertThat(engine.server.sessionCount()).isOne();
        }
    }

    @Test
    void aClientThatIsNotReadWaitsAndNothingIsLost() {
        try (EchoEngine engine = new EchoEngine(quick().build());
                RawWebSocket ws = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            ws.readText();
            Session session = engine.sessions.peek();
            assertThat(session).isNotNull();
            CompletableFuture.runAsync(() -> session.setReading(false), session.home())
                    .join();
            for (int i = 0; i < 100; i++) {
                ws.sendText("4m" + i);
            }
            assertThat(ws.readText()).isEqualTo("2");
            assertThat(ws.staysSilent(Duration.ofMillis(900))).isTrue();
            ws.sendText("3");
            session.home().execute(() -> session.setReading(true));
            for (int i = 0; i < 100; ) {
                String packet = ws.readText();
                if (packet.equals("2")) {
                    // The next one, on a machine that stands still for a moment.
                    ws.sendText("3");
                } else {
                    assertThat(packet).isEqualTo("4m" + i++);
                }
            }
        }
    }

    @Test
    @Timeout(value = 25, unit = TimeUnit.SECONDS)
    void theEndIsToldToEverybodyAndDoesNotWaitForIdleConnections() {
        Duration ages = Duration.ofMinutes(1);
        EngineLimits limits = EngineLimits.builder()
                .headerTimeout(ages)
                .keepAliveTimeout(ages)
                .closeTimeout(ages)
                .build();
        EchoEngine engine = new EchoEngine(EchoEngine.options().limits(limits).build());
        try (RawHttp parked = RawHttp.connect(engine.port());
                RawHttp idle = RawHttp.connect(engine.port());
                RawHttp silent = RawHttp.connect(engine.port());
                RawWebSocket ws = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            ws.readText();
            Polled.open(idle, engine.port());
            parked.sendGet(Polled.open(parked, engine.port()).target());
            await().until(() -> OpenChannels.allIsRead(engine.port()));
            assertThat(parked.staysSilent(Duration.ofMillis(100))).isTrue();
            CompletableFuture<Void> closed = engine.server.close(ages);
            assertThat(parked.read().text()).isEqualTo("1");
            assertThat(parked.endsWithoutAByte()).isTrue();
            assertThat(idle.endsWithoutAByte()).isTrue();
            assertThat(silent.endsWithoutAByte()).isTrue();
            assertThat(ws.readClose()).isEqualTo(1005);
            ws.sendClose(1000, "");
            closed.join();
        }
        assertThat(engine.ends).containsExactly("server shutting down", "server shutting down", "server shutting down");
        assertThat(engine.server.sessionCount()).isZero();
        int port = engine.port();
        assertThatThrownBy(() -> RawHttp.connect(port)).isInstanceOf(UncheckedIOException.class);
        engine.close();
    }

    @Test
    void aPortInUseCanBeTriedAgainLater() {
        EchoEngine second = new EchoEngine(
                EngineOptions.defaults(), new EngineServer.Setup(FrontRoute.NONE, Optional.empty(), IoKind.NIO));
        try (EchoEngine first = new EchoEngine(EngineOptions.defaults())) {
            int port = first.port();
            assertThatThrownBy(() -> second.server.start("127.0.0.1", port)).isInstanceOf(UncheckedIOException.class);
            second.server.start("127.0.0.1", 0);
            assertThatThrownBy(() -> second.server.start("127.0.0.1", 0)).isInstanceOf(IllegalStateException.class);
        }
        second.close();
    }

    @Test
    void otherPathsAreTheProgramsOwn() {
        EngineOptions options = EchoEngine.options()
                .plainHttp(request -> CompletableFuture.supplyAsync(() -> switch (request.path()) {
                    case "/echo" ->
                        PlainResponse.text(200, new String(request.body(), StandardCharsets.UTF_8))
                                .withHeader("Content-Length", "999");
                    case "/fails" -> throw new IllegalStateException("no");
                    default -> PlainResponse.notFound();
                }))
                .build();
        try (EchoEngine engine = new EchoEngine(options);
                RawHttp http = RawHttp.connect(engine.port())) {
            assertThat(http.post("/echo", "hello").text()).isEqualTo("hello");
            assertThat(http.get("/fails").status()).isEqualTo(500);
            assertThat(http.get("/none").status()).isEqualTo(404);
            assertThat(http.get(Polled.OPEN).status()).isEqualTo(200);
            http.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000001\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(413);
        }
    }

    @Test
    void moreSessionsThanAllowedAre503() {
        EngineOptions options = EchoEngine.options()
                .limits(EngineLimits.builder().sessions(1).build())
                .build();
        try (EchoEngine engine = new EchoEngine(options);
                RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            RawHttp.Response refused = http.get(Polled.OPEN);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("5");
            http.post(mine.target(), "1");
            assertThat(http.get(Polled.OPEN).status()).isEqualTo(200);
        }
    }

    private static EngineOptions.Builder quick() {
        return patient().pingTimeout(Duration.ofMillis(300));
    }

    /** Pings soon, and is in no hurry for the pongs. */
    private static EngineOptions.Builder patient() {
        return EchoEngine.options().pingInterval(Duration.ofMillis(300)).pingTimeout(Duration.ofSeconds(20));
    }

    private static ByteBuf message(String text) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(Session.HEADROOM + text.length());
        bytes.setIndex(Session.HEADROOM, Session.HEADROOM).writeCharSequence(text, StandardCharsets.US_ASCII);
        return bytes;
    }
}
