package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades over real connections, on as many loops as there are. */
class UpgradeOverSocketsTest {
    private static final int MESSAGES = 1000;

    private EchoEngine engine;
    private CapturedLog log;

    @BeforeEach
    void start() {
        log = CapturedLog.of("dev.socketwire");
        engine = new EchoEngine(EchoEngine.options().maxHttpBufferSize(10_000).build());
    }

    @AfterEach
    void nothingIsLeft() {
        await().until(() -> engine.server.sessionCount() == 0);
        engine.close();
        assertThat(log.linesFrom("WARN")).isEmpty();
        log.close();
    }

    /** Every message comes back; those on their way there are in the POSTs and behind the switch. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aThousandMessagesEachWayInRandomPieces(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> received = new ArrayList<>();
        try (RawHttp poll = RawHttp.connect(engine.port());
                RawHttp post = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(poll, engine.port());
            poll.sendGet(mine.target());
            int sent = post(post, mine, 0, random.nextInt(MESSAGES / 2));
            try (RawWebSocket ws = RawWebSocket.connect(engine.port(), mine.upgradeTarget())) {
                sent = post(post, mine, sent, sent + random.nextInt(100));
                ws.sendText("2probe");
                sent = post(post, mine, sent, sent + random.nextInt(100));
                assertThat(ws.readText()).isEqualTo("3probe");
                // Pauses: until the parked poll has its answer, be it a noop.
                take(received, poll.read().text());
                sent = post(post, mine, sent, sent + random.nextInt(100));
                ws.sendText("5");
                for (; sent < MESSAGES; sent++) {
                    ws.sendText("4m" + sent);
                }
                while (received.size() < MESSAGES) {
                    take(received, ws.readText());
                }
            }
        }
        assertThat(received)
                .isEqualTo(IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void theSecondOfTwoProbesIsRefused() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            try (RawWebSocket first = mine.probe();
                    RawHttp second = RawHttp.connect(engine.port())) {
                assertThat(RawWebSocket.handshake(second, mine.upgradeTarget()).status())
                        .isEqualTo(400);
                first.sendText("5");
                first.sendText("4mine");
                assertThat(first.readText()).isEqualTo("4mine");
            }
        }
    }

    @Test
    void ofManyProbesAtOnceExactlyOneWins() {
        for (int round = 0; round < 20; round++) {
            try (RawHttp http = RawHttp.connect(engine.port())) {
                Polled mine = Polled.open(http, engine.port());
                List<RawHttp> all = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    all.add(RawHttp.connect(engine.port()));
                }
                for (RawHttp one : all) {
                    one.send("GET " + mine.upgradeTarget() + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
                }
                List<RawHttp> switched = all.stream()
                        .filter(one -> one.readHead().status() == 101)
                        .toList();
                await().pollDelay(Duration.ZERO).until(() -> open(switched) == 1);
                http.post(mine.target(), "4still here");
                assertThat(http.get(mine.target()).text()).isEqualTo("4still here");
                assertThat(open(switched)).isOne();
                http.post(mine.target(), "1");
                all.forEach(RawHttp::close);
            }
        }
    }

    private static long open(List<RawHttp> all) {
        return all.stream()
                .filter(one -> one.staysSilent(Duration.ofMillis(20)))
                .count();
    }

    @Test
    void aSilentProbeIsClosedAndThePollingLives() {
        engine.close();
        engine = new EchoEngine(
                EchoEngine.options().upgradeTimeout(Duration.ofMillis(1500)).build());
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            try (RawWebSocket ws = mine.probe()) {
                assertThat(ws.readClose()).isEqualTo(1005);
            }
            http.post(mine.target(), "4still here");
            assertThat(http.get(mine.target()).text()).isEqualTo("4still here");
            http.post(mine.target(), "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4x", "2", "", "x"})
    void aProbeThatIsNoneIsClosedAndThePollingLives(String text) {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            try (RawWebSocket ws = RawWebSocket.connect(engine.port(), mine.upgradeTarget())) {
                ws.sendText(text);
                assertThat(ws.readClose()).isEqualTo(1005);
            }
            http.post(mine.target(), "4still here");
            assertThat(http.get(mine.target()).text()).isEqualTo("4still here");
            http.post(mine.target(), "1");
        }
    }

    @Test
    void aClientMayVanishInEveryStateOfAnUpgrade() {
        for (int round = 0; round < 40; round++) {
            try (RawHttp http = RawHttp.connect(engine.port())) {
                Polled mine = Polled.open(http, engine.port());
                RawHttp asking = RawHttp.connect(engine.port());
                asking.send("GET " + mine.upgradeTarget() + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
                switch (round % 4) {
                    case 0 -> asking.reset();
                    case 1 -> asking.close();
                    case 2 -> {
                        asking.readHead();
                        asking.reset();
                    }
                    default -> {
                        asking.readHead();
                        asking.sendBytes(new byte[] {1, 2, 3, 4, 5, 6, 7});
                        asking.close();
                    }
                }
                assertThat(http.post(mine.target(), "4still here").text()).isEqualTo("ok");
                assertThat(http.get(mine.target()).text()).isEqualTo("4still here");
                await().untilAsserted(() -> {
                    // The lost probe makes room for another one.
                    try (RawWebSocket ws = mine.probe()) {
                        ws.sendText("5");
                        ws.sendText("1");
                        ws.readClose();
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine.io/?EIO=4&transport=websocket&sid=unknown",
                "/engine.io/?EIO=5&transport=websocket",
                "/engine.io/?EIO=4&transport=__proto__",
                "/engine.io/?EIO=4&transport=polling",
                "/engine.io/",
            })
    void aRefusedUpgradeIsAnAnswerOfHttp(String target) {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            RawHttp.Response refused = RawWebSocket.handshake(http, target);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.header("content-type")).isEqualTo("application/json");
        }
    }

    @Test
    void aVersionOtherThan13Is426() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.sendGet(
                    Polled.WEBSOCKET,
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 8",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            RawHttp.Response refused = http.read();
            assertThat(refused.status()).isEqualTo(426);
            assertThat(refused.header("sec-websocket-version")).isEqualTo("13");
            assertThat(http.get("/").status()).isEqualTo(404);
        }
    }

    @Test
    void upgradesThatAreSwitchedOffAreRefused() {
        engine.close();
        engine = new EchoEngine(EchoEngine.options().allowUpgrades(false).build());
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp asking = RawHttp.connect(engine.port())) {
            String open = http.get(Polled.OPEN).text();
            assertThat(open).contains("\"upgrades\":[]");
            Polled mine = new Polled(engine.port(), Polled.sid(open));
            assertThat(RawWebSocket.handshake(asking, mine.upgradeTarget()).status())
                    .isEqualTo(400);
            http.post(mine.target(), "1");
        }
    }

    @Test
    void aTransportThatIsSwitchedOffIsUnknown() {
        engine.close();
        engine = new EchoEngine(
                EngineOptions.builder().transports(TransportName.WEBSOCKET).build());
        try (RawHttp http = RawHttp.connect(engine.port())) {
            assertThat(http.get(Polled.OPEN).text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        }
    }

    @Test
    void aMessageOverTheLimitEndsTheSession() {
        try (RawWebSocket ws = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            ws.readText();
            ws.sendText("4" + "x".repeat(9_999));
            assertThat(ws.readText()).hasSize(10_000);
            ws.sendText("4" + "x".repeat(10_000));
            assertThat(ws.readClose()).isEqualTo(1009);
        }
        await().untilAsserted(
                        () -> assertThat(engine.ends).hasSize(1).allMatch(end -> end.startsWith("transport error: ")));
    }

    private static int post(RawHttp http, Polled mine, int from, int to) {
        if (from < to) {
            StringBuilder body = new StringBuilder("4m" + from);
            for (int i = from + 1; i < to; i++) {
                body.append("\u001e4m").append(i);
            }
            assertThat(http.post(mine.target(), body.toString()).text()).isEqualTo("ok");
        }
        return to;
    }

    private static void take(List<String> received, String packets) {
        for (String packet : packets.split("\u001e")) {
            if (packet.startsWith("4")) {
                received.add(packet.substring(1));
            }
        }
    }
}
