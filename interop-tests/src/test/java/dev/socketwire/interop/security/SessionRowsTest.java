package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.session.Sids;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows S: the ids of sessions are secrets, and nobody chooses one. */
class SessionRowsTest {
    private static final int ID_BITS = 144;

    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    @Row("S1")
    void idsHaveNoPatternAndNeverComeTwice() {
        int count = 1_000_000;
        Set<String> seen = new HashSet<>();
        int[] ones = new int[ID_BITS];
        for (int i = 0; i < count; i++) {
            String sid = Sids.next();
            assertThat(seen.add(sid)).isTrue();
            byte[] id = Base64.getUrlDecoder().decode(sid);
            for (int bit = 0; bit < ID_BITS; bit++) {
                ones[bit] += id[bit / 8] >> (bit & 7) & 1;
            }
        }
        // Six standard deviations: one bit in 500 million runs is further off.
        double bound = 6 * Math.sqrt(count) / 2;
        for (int bit = 0; bit < ID_BITS; bit++) {
            assertThat(Math.abs(ones[bit] - count / 2.0)).as("bit " + bit).isLessThan(bound);
        }
        for (int i = 0; i < 20; i++) {
            Client client = siege.client();
            assertThat(Base64.getUrlDecoder().decode(client.sid())).hasSize(ID_BITS / 8);
            assertThat(seen.add(client.sid())).isTrue();
        }
    }

    @Test
    @Row("S2")
    void anIdThatTheClientBringsIsNotTaken() {
        String mine = "0123456789abcdefghijklmn";
        String uuid = "6f1c1b1e-6a0f-4a57-9a4e-0123456789ab";
        for (String header : new String[] {"io: " + uuid, "Cookie: io=" + mine, "X-Session-Id: " + mine}) {
            try (Client client = Client.open(siege.port(), header)) {
                assertThat(client.join().sid()).isNotIn(mine, uuid);
                assertThat(client.id()).isNotIn(mine, uuid);
            }
        }
        RawHttp.Response answer = siege.http().get(Poller.TARGET + "&sid=" + mine);
        assertThat(answer.text()).isEqualTo(Siege.UNKNOWN_SID);
        siege.assertUnknown(mine);
    }

    @Test
    @Row("S3")
    void anIdIsASecretThatWorksFromAnywhere() {
        Poller session = siege.poller();
        Client other = siege.client();
        siege.io().emit("somebody", "is here");
        assertThat(other.read()).isEqualTo("42[\"somebody\",\"is here\"]");
        RawHttp elsewhere = siege.http();
        assertThat(elsewhere
                        .post(session.target(), "42[\"echo\"]", "Cookie: other=1")
                        .text())
                .isEqualTo("ok");
        String heard = elsewhere.get(session.target()).text();
        if (!heard.contains("echo")) {
            // The poll took what waited already; the answer comes with the next one.
            heard = elsewhere.get(session.target()).text();
        }
        assertThat(heard).contains("42[\"echo\"]");
        assertThat(session.id()).isNotEqualTo(session.sid());
        assertThat(siege.io().fetchSockets().join())
                .noneMatch(socket -> socket.toString().contains(session.sid()));
        assertThat(siege.log()).noneMatch(line -> line.contains(session.sid()));
    }

    @Test
    @Row("S4")
    void guessingCostsOneLookUpEach() {
        AtomicInteger told = new AtomicInteger();
        siege.start(options -> options.onConnectionError(error -> {
            if (error.error() == EngineError.UNKNOWN_SID) {
                told.incrementAndGet();
            }
        }));
        RawHttp http = siege.http();
        int guesses = 3_000;
        http.get(Poller.TARGET + "&sid=" + Sids.next());
        long heap = Heap.used();
        Duration before = Cpu.ofLoops();
        for (int i = 1; i < guesses; i++) {
            assertThat(http.get(Poller.TARGET + "&sid=" + Sids.next()).status()).isEqualTo(400);
        }
        assertThat(Cpu.ofLoops().minus(before)).isLessThan(Duration.ofSeconds(6));
        assertThat(Heap.used() - heap).isLessThan(1_000_000);
        assertThat(told).hasValue(guesses);
        RawHttp upgrade = siege.http();
        upgrade.sendGet(Client.TARGET + "&sid=" + Sids.next(), RawWebSocket.upgradeHeaders());
        assertThat(upgrade.read().text()).isEqualTo(Siege.UNKNOWN_SID);
    }
}
