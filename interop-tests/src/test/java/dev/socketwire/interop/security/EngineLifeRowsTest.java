package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.Socket;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows E11 to E17: heartbeats, upgrades, and clients that go in the middle of something. */
class EngineLifeRowsTest {
    private static final String TIMER = "io.netty.util.concurrent.ScheduledFutureTask";

    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    @Row("E11")
    void pongsThatNobodyAskedForCostNothing() {
        Duration interval = Duration.ofMillis(400);
        siege.start(options -> options.pingInterval(interval).pingTimeout(Duration.ofSeconds(20)));
        Client flooder = siege.client();
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            frames.writeBytes(Hex.bytes("8181 00000000 33"));
        }
        byte[] pongs = frames.toByteArray();
        long threads = threadsOfServers();
        long timers = LiveObjects.of(TIMER);
        long before = Heap.used();
        flooder.ws().timeout(Duration.ofSeconds(60));
        flooder.ws().sendBytes(pongs);
        flooder.echo("all read");
        assertThat(threadsOfServers()).isLessThanOrEqualTo(threads + 1);
        assertThat(LiveObjects.of(TIMER)).as("timers").isLessThan(timers + 10);
        assertThat(Heap.used() - before).isLessThan(2_000_000);
        // One heartbeat, not one for each of them: each ping waits for its pong, and then for the interval.
        assertThat(flooder.readRaw()).isEqualTo("2");
        for (int i = 0; i < 2; i++) {
            Instant answered = Instant.now();
            flooder.send("3");
            assertThat(flooder.readRaw()).isEqualTo("2");
            assertThat(Duration.between(answered, Instant.now()))
                    .isGreaterThan(interval.multipliedBy(9).dividedBy(10));
        }
        flooder.send("3");
    }

    private static long threadsOfServers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("socketwire-"))
                .count();
    }

    @Test
    @Row("E12")
    void whoSendsNoPongEndsInTime() {
        Duration patience = Duration.ofSeconds(2);
        Standstill standstill = siege.closing(Standstill.watched());
        Queue<Long> lives = new ConcurrentLinkedQueue<>();
        siege.onConnection(socket -> {
            Instant born = Instant.ofEpochMilli(socket.handshake().issued());
            socket.onDisconnect(
                    reason -> lives.add(Duration.between(born, Instant.now()).toMillis()));
        });
        siege.start(options -> options.pingInterval(Duration.ofSeconds(1)).pingTimeout(Duration.ofSeconds(1)));
        List<Client> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            silent.add(siege.client());
        }
        int polling = Crowd.anySize(1_000);
        List<RawHttp> connections = List.of(siege.http(), siege.http(), siege.http(), siege.http());
        for (int i = 0; i < polling; i++) {
            openAndJoin(connections.get(i % connections.size()));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> lives.size() == silent.size() + polling);
        List<Long> sorted = lives.stream().sorted().toList();
        assertThat(sorted.get(0)).isGreaterThan(patience.toMillis() * 9 / 10);
        // A loop that was late itself blames nobody for a second: what came meanwhile it has not read yet.
        long grace = 1_000;
        long lost = standstill.lost().toMillis();
        long inTime = patience.toMillis() * 11 / 10 + (lost > 0 ? lost + grace : 0);
        assertThat(sorted.get(sorted.size() / 10)).as("lost %d ms", lost).isLessThan(inTime);
        // Not the last: this machine may stop for a moment.
        assertThat(sorted.get(sorted.size() * 95 / 100)).as("lost %d ms", lost).isLessThan(inTime + grace);
        silent.subList(0, 5).forEach(client -> siege.assertClosed(client.sid(), client.id(), "ping timeout"));
    }

    /** A session that polls, in {@code /}, and says nothing from then on. */
    private static void openAndJoin(RawHttp http) {
        String sid = Client.sidOf(http.get(Poller.TARGET).text());
        assertThat(http.post(Poller.TARGET + "&sid=" + sid, "40").text()).isEqualTo("ok");
    }

    @Test
    @Row("E13")
    void ofTwoProbesOneWinsAndTheOtherIsRefused() {
        Poller session = siege.poller();
        RawWebSocket first = siege.closing(session.probe());
        RawHttp second = siege.http();
        second.sendGet(session.upgradeTarget(), RawWebSocket.upgradeHeaders());
        assertThat(second.read().status()).isEqualTo(400);
        session.post("42[\"echo\",1]");
        first.sendText("5");
        first.sendText("42[\"echo\",2]");
        assertThat(first.readText()).isEqualTo("42[\"echo\",1]");
        assertThat(first.readText()).isEqualTo("42[\"echo\",2]");
        RawHttp third = siege.http();
        third.sendGet(session.upgradeTarget(), RawWebSocket.upgradeHeaders());
        assertThat(third.read().text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        first.sendText("42[\"echo\",3]");
        assertThat(first.readText()).isEqualTo("42[\"echo\",3]");
        first.sendText("2probe");
        assertThat(first.readClose()).isEqualTo(1005);
        siege.assertClosed(session.sid(), session.id(), "transport error");
    }

    @Test
    @Row("E13")
    void anUpgradeWithoutAProbeIsOneAsWell() {
        Poller session = siege.poller();
        RawWebSocket ws = siege.closing(RawWebSocket.connect(siege.port(), session.upgradeTarget()));
        session.post("42[\"echo\",1]");
        ws.sendText("5");
        ws.sendText("42[\"echo\",2]");
        assertThat(ws.readText()).isEqualTo("42[\"echo\",1]");
        assertThat(ws.readText()).isEqualTo("42[\"echo\",2]");
    }

    @Test
    @Row("E13")
    void anUpgradeMayStandBehindAPollAndItsProbeBehindTheUpgrade() {
        Poller session = siege.poller();
        RawHttp http = siege.http();
        http.sendGet(session.target());
        http.sendGet(session.upgradeTarget(), RawWebSocket.upgradeHeaders());
        http.sendBytes(Hex.bytes("81 86 00000000 3270726f6265"));
        assertThat(http.staysSilent(Duration.ofMillis(100))).isTrue();
        session.post("42[\"echo\",\"polled\"]");
        assertThat(http.read().text()).isEqualTo("42[\"echo\",\"polled\"]");
        assertThat(http.readHead().status()).isEqualTo(101);
        http.sendBytes(Hex.bytes("81 81 00000000 35 81 8a 00000000 34325b226563686f225d"));
        for (byte expected : Hex.bytes("81 06 3370726f6265 81 0a 34325b226563686f225d")) {
            assertThat(nextByte(http)).isEqualTo(expected);
        }
    }

    private static byte nextByte(RawHttp http) {
        try {
            return (byte) http.input().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Row("E14")
    void aProbeThatFallsSilentIsClosedAndThePollingLives() {
        siege.start(options -> options.upgradeTimeout(Duration.ofMillis(1_500))
                .pingInterval(Duration.ofMillis(400))
                .pingTimeout(Duration.ofSeconds(20)));
        Poller session = siege.poller();
        RawWebSocket ws = siege.closing(session.probe());
        String polled = session.poll();
        while (!polled.contains("2")) {
            assertThat(polled).as("nothing but the heartbeat while it probes").isEqualTo("6");
            polled = session.poll();
        }
        session.post("3");
        assertThat(ws.readClose()).isEqualTo(1005);
        session.post("42[\"echo\",1]");
        assertThat(session.pollPastPings()).contains("42[\"echo\",1]");
    }

    @Test
    @Row("E15")
    void whoJoinsNoNamespaceIsNotKept() {
        // Enough for the one who joins, wherever the machine stands still for a moment.
        siege.start(options -> options.connectTimeout(Duration.ofSeconds(3)));
        Client session = siege.session();
        Poller polling = siege.pollingSession();
        assertThat(session.readClose()).isEqualTo(1005);
        siege.assertUnknown(session.sid());
        siege.assertUnknown(polling.sid());
    }

    @Test
    @Row("E16")
    void whatIsSentDuringAnUpgradeArrivesOnceAndInOrder() {
        int events = 60;
        siege.onConnection(socket -> socket.on("go", args -> sendAll(socket, events)));
        for (int round = 0; round < Rounds.of(40); round++) {
            SplittableRandom random = new SplittableRandom(round);
            List<String> received = new ArrayList<>();
            try (Poller session = Poller.open(siege.port()).join()) {
                session.post("42[\"go\"]");
                for (int i = random.nextInt(3); i > 0 && received.size() < events; i--) {
                    take(received, session.poll());
                }
                try (RawWebSocket ws = RawWebSocket.connect(siege.port(), session.upgradeTarget())) {
                    if (random.nextBoolean() && received.size() < events) {
                        take(received, session.poll());
                    }
                    ws.sendText("2probe");
                    assertThat(ws.readText()).isEqualTo("3probe");
                    if (random.nextBoolean() && received.size() < events) {
                        take(received, session.poll());
                    }
                    ws.sendText("5");
                    while (received.size() < events) {
                        take(received, ws.readText());
                    }
                }
                siege.assertUnknown(session.sid());
            }
            assertThat(received)
                    .isEqualTo(IntStream.range(0, events)
                            .mapToObj(i -> "42[\"n\"," + i + "]")
                            .toList());
        }
    }

    @Row("E17")
    @ParameterizedTest
    @ValueSource(strings = {"parked", "half a POST", "asking for 101", "after 101", "probed", "before open", "joined"})
    void aClientMayGoInEveryState(String state) {
        for (int i = 0; i < Rounds.of(15); i++) {
            boolean reset = i % 2 == 0;
            if (state.equals("before open") || state.equals("joined")) {
                goOnWebSocket(state, reset);
            } else {
                goWhilePolling(state, reset);
            }
        }
    }

    private void goOnWebSocket(String state, boolean reset) {
        if (state.equals("before open")) {
            RawHttp http = siege.http();
            http.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders());
            end(http, reset);
            return;
        }
        Client client = siege.client();
        if (reset) {
            client.ws().reset();
        } else {
            client.close();
        }
        siege.assertClosed(client.sid(), client.id(), "transport close");
    }

    private void goWhilePolling(String state, boolean reset) {
        Poller session = siege.poller();
        RawHttp http = siege.http();
        switch (state) {
            case "parked" -> {
                session.park();
                end(session.polls(), reset);
                siege.assertClosed(session.sid(), session.id(), "transport error");
            }
            case "half a POST" -> {
                http.send("POST " + session.target() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n42[");
                siege.awaitRead();
                assertThat(http.staysSilent(Duration.ofMillis(20))).isTrue();
                end(http, reset);
                siege.assertClosed(session.sid(), session.id(), "transport error");
            }
            default -> {
                http.sendGet(session.upgradeTarget(), RawWebSocket.upgradeHeaders());
                if (!state.equals("asking for 101")) {
                    assertThat(http.readHead().status()).isEqualTo(101);
                }
                if (state.equals("probed")) {
                    http.sendBytes(new byte[] {(byte) 0x81, (byte) 0x86, 0, 0, 0, 0, '2', 'p', 'r', 'o', 'b', 'e'});
                    assertThat(http.staysSilent(Duration.ofMillis(20))).isFalse();
                }
                end(http, reset);
                session.post("42[\"echo\"]");
                assertThat(session.poll()).contains("42[\"echo\"]");
                assertThat(siege.ends(session.id())).isEmpty();
            }
        }
    }

    private static void end(RawHttp http, boolean reset) {
        if (reset) {
            http.reset();
        } else {
            http.close();
        }
    }

    private static void sendAll(Socket socket, int events) {
        for (int i = 0; i < events; i++) {
            socket.emit("n", i);
        }
    }

    private static void take(List<String> received, String payload) {
        for (String packet : payload.split(Poller.SEPARATOR)) {
            if (packet.startsWith("42")) {
                received.add(packet);
            }
        }
    }
}
