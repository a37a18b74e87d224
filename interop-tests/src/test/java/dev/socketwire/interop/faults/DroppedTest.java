package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.OutboundPolicy;
import dev.socketwire.interop.security.Client;
import dev.socketwire.interop.security.Poller;
import dev.socketwire.interop.security.Siege;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.FaultyLine;
import dev.socketwire.testkit.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be dropped: what was sent is what was delivered and what was counted as dropped, to the last event. */
class DroppedTest {
    private static final int EVENTS = 1_500;
    private static final int CLIENTS = 6;

    /** A few hundred of these fill all buffers between a server and a client that takes nothing. */
    private static final String PAGE = "x".repeat(40_000);

    @RegisterExtension
    final Siege siege = new Siege();

    private final List<FaultyLine> lines = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void hangUp() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentIsDeliveredOrCounted(OutboundPolicy policy) throws Exception {
        SocketIoServer io = siege.start(options -> options.outboundPolicy(policy));
        List<Future<Integer>> delivered = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            FaultyLine line = FaultyLine.to(siege.port());
            lines.add(line);
            if (i % 3 == 0) {
                Client client = siege.closing(Client.open(line.port())).join();
                ids.add(client.id());
                delivered.add(threads.submit(() -> read(client.ws(), new Received())));
            } else {
                Poller poller = siege.closing(Poller.open(line.port())).join();
                ids.add(poller.id());
                boolean upgrades = i % 3 == 1;
                delivered.add(threads.submit(() -> upgrades ? pollAndUpgrade(poller) : poll(poller)));
            }
        }
        // After the clients, who say farewell on them.
        lines.forEach(siege::closing);
        long before = io.stats().engine().dropped();
        for (int n = 0; n < EVENTS; n++) {
            if (n % 500 == 100) {
                lines.forEach(line -> line.toClient().blackHole(true));
            } else if (n % 500 == 499) {
                lines.forEach(line -> line.toClient().blackHole(false));
            }
            if (n % 50 == 0) {
                siege.assertOthersAreServed("a pace");
            }
            io.in(ids.toArray(new String[0])).dropIfBusy().emit("n", n, n % 5 == 0 ? new byte[] {1} : "", PAGE);
        }
        lines.forEach(FaultyLine::heal);
        io.in(ids.toArray(new String[0])).emit("end");
        long arrived = 0;
        for (Future<Integer> one : delivered) {
            arrived += one.get();
        }
        long dropped = io.stats().engine().dropped() - before;
        System.out.println("ledger, dropped: " + policy + ", sent " + CLIENTS * EVENTS + ", delivered " + arrived
                + ", dropped " + dropped);
        assertThat(arrived + dropped).isEqualTo((long) CLIENTS * EVENTS);
        assertThat(dropped).isPositive();
        assertThat(arrived).isPositive();
    }

    private static int read(RawWebSocket ws, Received received) {
        while (!received.ended) {
            RawWebSocket.Frame frame = ws.read();
            String packet = new String(frame.payload(), StandardCharsets.UTF_8);
            if (packet.equals("2")) {
                ws.sendText("3");
            } else if (frame.opcode() == RawWebSocket.TEXT) {
                received.take(packet);
            }
        }
        return received.count;
    }

    private static int poll(Poller poller) {
        Received received = new Received();
        while (!received.ended) {
            received.takeAll(poller.pollPastPings());
        }
        return received.count;
    }

    private static int pollAndUpgrade(Poller poller) {
        Received received = new Received();
        for (int i = 0; i < 10 && !received.ended; i++) {
            received.takeAll(poller.pollPastPings());
        }
        if (received.ended) {
            return received.count;
        }
        poller.polls().sendGet(poller.target());
        try (RawWebSocket ws = RawWebSocket.connect(poller.port(), poller.upgradeTarget())) {
            ws.sendText("2probe");
            assertThat(ws.readText()).isEqualTo("3probe");
            received.takeAll(poller.polls().read().text());
            ws.sendText("5");
            return read(ws, received);
        }
    }

    /** What one client has. */
    private static final class Received {
        private int last = -1;
        private int count;
        private boolean ended;

        private void takeAll(String payload) {
            for (String packet : payload.split(Poller.SEPARATOR)) {
                take(packet);
            }
        }

        private void take(String packet) {
            if (packet.startsWith("42[\"end\"")) {
                ended = true;
            } else if (packet.contains("[\"n\",")) {
                int begin = packet.indexOf(',') + 1;
                int number = Integer.parseInt(packet.substring(begin, packet.indexOf(',', begin)));
                assertThat(number).isGreaterThan(last);
                last = number;
                count++;
            }
        }
    }
}
