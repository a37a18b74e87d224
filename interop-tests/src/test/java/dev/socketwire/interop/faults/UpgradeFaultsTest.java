package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.interop.security.Poller;
import dev.socketwire.interop.security.Siege;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.FaultyLine;
import dev.socketwire.testkit.LineFaults;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The polling is healthy, and the WebSocket that it is to change to is not: wherever that breaks, the polling goes on. */
class UpgradeFaultsTest {
    private static final int EVENTS = 6;
    private static final Duration UPGRADE_TIMEOUT = Duration.ofMillis(500);

    /** A line that is reset towards the client alone stands for the server until its close frame is not answered. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(300);

    /** Bytes of the two frames that a client sends: the probe, and the change itself. */
    private static final int PROBE = 12;

    private static final int CHANGE = 7;

    @RegisterExtension
    final Siege siege = new Siege();

    /** A fault, its direction, and at which byte: from the first one, or, below 0, from the last one on. */
    static Stream<Arguments> places() {
        List<Arguments> places = new ArrayList<>();
        for (Fault fault : List.of(Fault.BLACK_HOLE, Fault.RESET, Fault.HALF_CLOSE)) {
            for (int at : List.of(1, 150, -CHANGE - PROBE, -CHANGE - 1, -CHANGE)) {
                places.add(Arguments.of(fault, true, at));
            }
            if (fault != Fault.HALF_CLOSE) {
                // An end comes behind the bytes that wait, and the last one does.
                places.add(Arguments.of(fault, true, -1));
            }
            for (int at : List.of(1, 60, 100)) {
                places.add(Arguments.of(fault, false, at));
            }
        }
        return places.stream();
    }

    @ParameterizedTest
    @MethodSource("places")
    void aWebSocketThatBreaksBeforeTheChangeLeavesThePollingAlone(Fault fault, boolean upwards, int at) {
        SocketIoServer io = siege.start(options -> options.upgradeTimeout(UPGRADE_TIMEOUT)
                .limits(EngineLimits.builder().closeTimeout(CLOSE_TIMEOUT).build()));
        Poller poller = siege.poller();
        try (FaultyLine line = FaultyLine.to(siege.port())) {
            LineFaults direction = upwards ? line.toServer() : line.toClient();
            direction.after(at > 0 ? at : bytesOfAnUpgrade(poller, line.port()) + at, () -> fault.befall(direction));
            CompletableFuture<Void> upgrade = CompletableFuture.runAsync(() -> upgradeInVain(line, poller));
            await().until(upgrade::isDone);
            upgrade.join();
            for (int n = 0; n < EVENTS; n++) {
                io.to(poller.id()).emit("n", n);
            }
            assertThat(numbersOf(poller))
                    .isEqualTo(IntStream.range(0, EVENTS).boxed().toList());
            siege.assertOthersAreServed("during " + fault);
        }
        upgradesAtLast(poller);
    }

    /** What goes up: the request as the client writes it, and two frames. */
    private static int bytesOfAnUpgrade(Poller poller, int port) {
        int headers = 0;
        for (String header : RawWebSocket.upgradeHeaders()) {
            headers += header.length() + 2;
        }
        // "GET ... HTTP/1.1", "Host: localhost:PORT" and the empty line.
        return "GET ".length()
                + poller.upgradeTarget().length()
                + " HTTP/1.1\r\nHost: localhost:\r\n".length()
                + String.valueOf(port).length()
                + headers
                + 2
                + PROBE
                + CHANGE;
    }

    private static void upgradeInVain(FaultyLine line, Poller poller) {
        RawHttp http = RawHttp.connect(line.port()).timeout(UPGRADE_TIMEOUT.plusMillis(200));
        try (http;
                RawWebSocket ws = RawWebSocket.upgrade(http, poller.upgradeTarget())) {
            ws.sendText("2probe");
            assertThat(ws.readText()).isEqualTo("3probe");
            ws.sendText("5");
            ws.readText();
            throw new IllegalStateException("upgraded on a broken line");
        } catch (UncheckedIOException | AssertionError e) {
            // As it should.
        }
    }

    private static List<Integer> numbersOf(Poller poller) {
        List<Integer> numbers = new ArrayList<>();
        while (numbers.size() < EVENTS) {
            for (String packet : poller.poll().split(Poller.SEPARATOR)) {
                if (packet.startsWith("42[\"n\",")) {
                    numbers.add(Integer.parseInt(packet.substring(7, packet.length() - 1)));
                }
            }
        }
        return numbers;
    }

    /** The client tries again, on a line that is well. */
    private static void upgradesAtLast(Poller poller) {
        try (RawWebSocket ws = await().ignoreException(AssertionError.class)
                .until(() -> RawWebSocket.connect(poller.port(), poller.upgradeTarget()), socket -> true)) {
            ws.sendText("2probe");
            assertThat(ws.readText()).isEqualTo("3probe");
            ws.sendText("5");
            ws.sendText("42[\"echo\",\"at last\"]");
            assertThat(ws.readText()).isEqualTo("42[\"echo\",\"at last\"]");
        }
    }
}
