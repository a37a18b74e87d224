package dev.socketwire.interop;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stock client that came once, sent text and bytes to and fro, and went.
 *
 * @param from the address that it came from
 * @param transport the one that it had at the end
 * @param address the one that the server took it for
 * @param secure whether the server takes it for one that came over TLS
 * @param port that of the server itself, whatever is in front
 */
record Visit(String from, String transport, String address, boolean secure, int port) {
    /** What they claim to be, as anybody could. */
    private static final String CLAIM = "6.6.6.6";

    /** So many clients at a time, from 127.0.0.2 on. */
    static List<Visit> of(int clients, int port, Way way) {
        return of(clients, "http://127.0.0.1:" + port, way);
    }

    /** As above, by the whole address. */
    static List<Visit> of(int clients, String url, Way way) {
        String addresses = IntStream.rangeClosed(2, clients + 1)
                .mapToObj(last -> "127.0.0." + last)
                .collect(joining(","));
        List<String> command = List.of(
                "node",
                "visitors.mjs",
                "--client",
                "4.8.4",
                "--way",
                way.toString(),
                "--url",
                url,
                "--from",
                addresses,
                "--claim",
                CLAIM);
        try (Program program = Program.start(Path.of(System.getProperty("interop.npm")), command)) {
            List<Visit> visits = program.readAll().stream()
                    .map(line -> JsonMapper.shared().readValue(line, Visit.class))
                    .toList();
            assertThat(program.exitCode())
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(0);
            assertThat(visits).hasSize(clients);
            return visits;
        }
    }
}
