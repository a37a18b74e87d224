package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.Way;
import dev.socketwire.interop.security.Client;
import dev.socketwire.interop.security.Poller;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A client of the ledger on raw sockets, from its handshake until all is settled: it polls, changes to WebSocket in the midst of
 * its events, and goes on there. Belongs to one thread.
 */
final class LedgerClient {
    /** So many polls before it upgrades, so that events are under way both before and after it. */
    private static final int POLLS = 3;

    private final int port;
    private final Way way;
    private final Teller teller;
    private Duration handshake = Duration.ZERO;

    LedgerClient(int port, Way way, Teller teller) {
        this.port = port;
        this.way = way;
        this.teller = teller;
    }

    /** Comes, settles everything and goes. */
    void run() {
        Instant begin = Instant.now();
        if (way == Way.WEBSOCKET) {
            try (Client client = Client.open(port)) {
                handshake = Duration.between(begin, Instant.now());
                client.send(teller.connect());
                settle(client.ws());
            }
        } else {
            try (Poller poller = Poller.open(port)) {
                handshake = Duration.between(begin, Instant.now());
                say(poller, List.of(teller.connect()));
                if (way == Way.POLLING) {
                    poll(poller, Integer.MAX_VALUE);
                } else {
                    poll(poller, POLLS);
                    upgrade(poller);
                }
            }
        }
    }

    Teller teller() {
        return teller;
    }

    /** How long the answer to its handshake took; for others, when it has run. */
    Duration handshake() {
        return handshake;
    }

    private void poll(Poller poller, int most) {
        for (int i = 0; i < most && !teller.isDone(); i++) {
            poller.polls().sendGet(poller.target());
            say(poller, teller.drain());
            if (!teller.isDone()) {
                take(poller.polls().read());
            }
        }
    }

    private void upgrade(Poller poller) {
        poller.polls().sendGet(poller.target());
        say(poller, teller.drain());
        try (RawWebSocket ws = RawWebSocket.connect(port, poller.upgradeTarget())) {
            ws.sendText("2probe");
            assertThat(ws.readText()).isEqualTo("3probe");
            // The poll that is under way ends before the change; what it brings is heard first.
            take(poller.polls().read());
            ws.sendText("5");
            settle(ws);
        }
    }

    private void settle(RawWebSocket ws) {
        ws.sendTexts(teller.drain());
        while (!teller.isDone()) {
            teller.take(ws.readText());
            List<String> more = teller.drain();
            if (!more.isEmpty()) {
                ws.sendTexts(more);
            }
        }
    }

    private void take(RawHttp.Response poll) {
        assertThat(poll.status()).as(poll.text()).isEqualTo(200);
        for (String packet : poll.text().split(Poller.SEPARATOR)) {
            teller.take(packet);
        }
    }

    private static void say(Poller poller, List<String> packets) {
        if (!packets.isEmpty()) {
            RawHttp.Response answer = poller.post(String.join(Poller.SEPARATOR, packets));
            assertThat(answer.text()).isEqualTo("ok");
        }
    }
}
