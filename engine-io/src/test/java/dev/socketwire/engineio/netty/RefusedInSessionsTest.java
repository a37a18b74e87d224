package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.EngineStats;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits that a client comes to in its session are counted, and so is every end and whatever went nowhere. */
class RefusedInSessionsTest {
    @ParameterizedTest
    @CsvSource({
        "MESSAGE_BYTES, 1009, 0x81, 2000",
        "MALFORMED_FRAME, 1002, 0xf1, 1",
        "FRAGMENTS, 1008, 0x01, 1",
    })
    void aFrameIsCounted(EngineRefusal kind, int code, String firstByte, int length) {
        EngineOptions options = EchoEngine.options()
                .maxHttpBufferSize(1_000)
                .limits(EngineLimits.builder().fragments(1).build())
                .build();
        try (EchoEngine engine = new EchoEngine(options);
                RawWebSocket ws = open(engine)) {
            ws.sendFrame(Integer.decode(firstByte), new byte[length]);
            if (kind == EngineRefusal.FRAGMENTS) {
                ws.sendFrame(0, new byte[length]);
            }
            assertThat(ws.readClose()).isEqualTo(code);
            assertCounted(engine, kind);
            assertEnded(engine, Map.of(DisconnectReason.TRANSPORT_ERROR, 1L));
        }
    }

    @Test
    void whoDoesNotAnswerOurCloseFrame() {
        try (EchoEngine engine = engine(EngineLimits.builder().closeTimeout(Duration.ofMillis(300)));
                RawWebSocket silent = open(engine);
                RawWebSocket polite = open(engine);
                RawWebSocket rude = open(engine)) {
            for (RawWebSocket ws : new RawWebSocket[] {silent, polite, rude}) {
                ws.sendText("4close");
                assertThat(ws.readClose()).isEqualTo(1005);
            }
            polite.sendClose(1000, "");
            rude.reset();
            assertThat(silent.endsWithoutAByte()).isTrue();
            assertCounted(engine, EngineRefusal.CLOSE_TIMEOUT);
            assertEnded(engine, Map.of(DisconnectReason.FORCED_CLOSE, 3L));
        }
    }

    @Test
    void aProbeThatFallsSilent() {
        try (EchoEngine engine = new EchoEngine(EchoEngine.options()
                        .upgradeTimeout(Duration.ofMillis(300))
                        .build());
                RawHttp http = RawHttp.connect(engine.port());
                RawWebSocket probe = Polled.open(http, engine.port()).probe()) {
            assertThat(probe.readClose()).isEqualTo(1005);
            assertCounted(engine, EngineRefusal.UPGRADE_TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({"QUEUE_PACKETS, 10, 11, 1", "QUEUE_BYTES, 10000, 3, 500"})
    void whoPollsTooSeldom(EngineRefusal kind, int most, int packets, int length) {
        EngineLimits limits =
                EngineLimits.builder().queuePackets(most).queueBytes(1_024).build();
        try (EchoEngine engine =
                        new EchoEngine(EchoEngine.options().limits(limits).build());
                RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            String message = "4" + "x".repeat(length);
            http.post(mine.target(), String.join("\u001e", Collections.nCopies(packets, message)));
            assertCounted(engine, kind);
            assertEnded(engine, Map.of(DisconnectReason.TRANSPORT_ERROR, 1L));
            await().untilAsserted(() -> {
                EngineStats stats = engine.server.stats();
                assertThat(stats.queuedPackets()).isZero();
                assertThat(stats.unsentPackets()).isEqualTo(packets);
                assertThat(stats.unsentBytes()).isEqualTo((long) packets * length);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, text/plain, 4a~4b, ~4c",
        "3, text/plain, 2:4a2:4b, 2:4c",
        "3, application/octet-stream, 0 2|4a0 2|4b, 0 2|4c",
    })
    void aPostOfMorePacketsThanItMayHave(int revision, String type, String allowed, String more) {
        try (EchoEngine engine = engine(EngineLimits.builder().packetsPerPayload(2));
                RawHttp http = RawHttp.connect(engine.port())) {
            String target = Polled.OPEN.replace("EIO=4", "EIO=" + revision);
            target += "&sid=" + Polled.sid(http.get(target).text());
            http.sendRequest("POST", target, body(allowed), "Content-Type: " + type);
            assertThat(http.read().text()).isEqualTo("ok");
            assertThat(engine.server.stats().refusals()).isEmpty();
            http.sendRequest("POST", target, body(allowed + more), "Content-Type: " + type);
            http.read();
            assertCounted(engine, EngineRefusal.PACKETS_PER_PAYLOAD);
            assertEnded(engine, Map.of(DisconnectReason.PARSE_ERROR, 1L));
        }
    }

    @Test
    void whoTakesNothing() {
        try (EchoEngine engine = engine(EngineLimits.builder()
                        .writeStallTimeout(Duration.ofMillis(300))
                        .queueBytes(100_000_000));
                RawWebSocket ws = open(engine)) {
            Session session = engine.sessions.remove();
            session.home().execute(() -> {
                for (int i = 0; i < 20; i++) {
                    session.sendText(text("x".repeat(1_000_000)), SendOptions.DEFAULT);
                }
            });
            assertCounted(engine, EngineRefusal.WRITE_STALL);
            await().untilAsserted(() ->
                    assertThat(engine.server.stats().unsentPackets()).isBetween(1L, 19L));
            assertThat(ws.read().payload()).hasSize(1_000_001);
        }
    }

    @Test
    void whatIsSentBehindTheEndAndWhatIsDropped() {
        try (EchoEngine engine = engine(EngineLimits.builder());
                RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            Session session = engine.sessions.remove();
            session.home().execute(() -> session.sendText(text("volatile"), new SendOptions(true, true)));
            await().until(() -> engine.server.stats().dropped() == 1);
            assertThat(engine.server.stats().droppedBytes()).isEqualTo(8);
            assertThat(http.post(mine.target(), "1").text()).isEqualTo("ok");
            session.home().execute(() -> session.sendText(text("too late"), SendOptions.DEFAULT));
            await().until(() -> engine.server.stats().unsentPackets() == 1);
            assertThat(engine.server.stats().unsentBytes()).isEqualTo(8);
            assertEnded(engine, Map.of(DisconnectReason.TRANSPORT_CLOSE, 1L));
        }
    }

    @Test
    void whatIsNoPacketAndWhoSendsNoPong() {
        try (EchoEngine engine = new EchoEngine(EchoEngine.options()
                        .pingInterval(Duration.ofSeconds(1))
                        .pingTimeout(Duration.ofSeconds(1))
                        .build());
                RawWebSocket malformed = open(engine);
                RawWebSocket silent = open(engine)) {
            malformed.sendText("x");
            assertThat(malformed.readClose()).isEqualTo(1005);
            assertThat(silent.readText()).isEqualTo("2");
            assertThat(silent.readClose()).isEqualTo(1005);
            assertEnded(engine, Map.of(DisconnectReason.PARSE_ERROR, 1L, DisconnectReason.PING_TIMEOUT, 1L));
        }
    }

    @Test
    void whoIsThereWhenTheServerCloses() {
        try (EchoEngine engine = engine(EngineLimits.builder());
                RawWebSocket ws = open(engine)) {
            assertThat(engine.server.close(Duration.ofSeconds(1))).succeedsWithin(Duration.ofSeconds(20));
            assertThat(ws.readClose()).isEqualTo(1005);
            assertEnded(engine, Map.of(DisconnectReason.SERVER_SHUTTING_DOWN, 1L));
        }
    }

    /** What stands between packets cannot be shown: a tilde is the separator, {@code 0 2|} the head of a packet in bytes. */
    private static byte[] body(String shown) {
        return shown.replace('~', '\u001e')
                .replace("0 2|", "\u0000\u0002\u00ff")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertCounted(EchoEngine engine, EngineRefusal kind) {
        await().untilAsserted(() -> assertThat(engine.server.stats().refusals()).isEqualTo(Map.of(kind, 1L)));
    }

    private static void assertEnded(EchoEngine engine, Map<DisconnectReason, Long> ends) {
        await().untilAsserted(() -> assertThat(engine.server.stats().ends()).isEqualTo(ends));
    }

    private static RawWebSocket open(EchoEngine engine) {
        RawWebSocket ws = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET);
        assertThat(ws.readText()).startsWith("0{");
        return ws;
    }

    private static ByteBuf text(String text) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(Session.HEADROOM + text.length());
        bytes.setIndex(Session.HEADROOM, Session.HEADROOM).writeCharSequence(text, StandardCharsets.US_ASCII);
        return bytes;
    }

    private static EchoEngine engine(EngineLimits.Builder limits) {
        return new EchoEngine(EchoEngine.options().limits(limits.build()).build());
    }
}
