package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.security.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose clock is set while clients are connected, forward and back: they do not notice. */
class ClockTest {
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(2_500);
    private static final List<String> JUMPS = List.of("+3600", "-3600");
    private static final int BEATS = 5;

    @TempDir
    Path folder;

    @Test
    void aClockThatIsSetEndsNobodyAndKeepsNobody() throws IOException {
        Path clock = Files.writeString(folder.resolve("clock"), "+0");
        try (Program server = LittleServer.start(setBy(clock), INTERVAL, TIMEOUT)) {
            int port = LittleServer.portOf(server);
            List<Pulse> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(Pulse.ofWebSocket(port));
                clients.add(Pulse.ofPolling(port));
            }
            assertAllGoOnInStep(clients);
            for (String jump : JUMPS) {
                Files.writeString(clock, jump);
                await().untilAsserted(
                                () -> assertThat(secondsAheadOf(port)).isCloseTo(Long.parseLong(jump), within(60L)));
                assertAllGoOnInStep(clients);
                assertWhoIsSilentEndsInTime(port);
            }
            clients.forEach(Pulse::close);
        }
    }

    /** As many pings as there should be in their time: neither all at once, nor none for an hour. */
    private static void assertAllGoOnInStep(List<Pulse> clients) {
        List<Integer> before = clients.stream().map(Pulse::pings).toList();
        Instant begin = Instant.now();
        for (int client = 0; client < clients.size(); client++) {
            Pulse pulse = clients.get(client);
            int beats = before.get(client) + BEATS;
            await().until(() -> pulse.end() != null || pulse.pings() >= beats);
            assertThat(pulse.end()).as("the end of client %s", client).isNull();
        }
        // The first of them may have come at once.
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(INTERVAL.multipliedBy(BEATS - 2));
    }

    private static void assertWhoIsSilentEndsInTime(int port) {
        Instant begin = Instant.now();
        try (Client silent = Client.open(port)) {
            silent.readClose();
            assertThat(Duration.between(begin, Instant.now()))
                    .isBetween(INTERVAL.plus(TIMEOUT).minusMillis(100), Duration.ofSeconds(15));
        }
    }

    /** How far the clock that the server reads is ahead of ours. */
    private static long secondsAheadOf(int port) {
        try (Client client = Client.open(port).join()) {
            client.send("427[\"time\"]");
            String answer = client.read();
            long millis = Long.parseLong(answer.replaceAll("437\\[(\\d+)]", "$1"));
            return Duration.between(Instant.now(), Instant.ofEpochMilli(millis)).toSeconds();
        }
    }

    /** What the server and nobody else takes for the time of day is ours and what stands in a file, looked at each second. */
    private static String setBy(Path clock) {
        return "preload=$(faketime -m -f +0 printenv LD_PRELOAD)"
                + " && export LD_PRELOAD=\"$preload\" FAKETIME_TIMESTAMP_FILE=\"" + clock.toAbsolutePath()
                + "\" FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1";
    }
}
