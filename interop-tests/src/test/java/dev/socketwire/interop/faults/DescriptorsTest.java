package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.security.Client;
import dev.socketwire.interop.security.Poller;
import dev.socketwire.testkit.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server process that has no file descriptor left. */
class DescriptorsTest {
    private static final int DESCRIPTORS = 220;
    private static final String FULL = "no connection can be accepted";

    @Test
    void whoIsThereIsServedAndOthersComeInWhenDescriptorsAreFree() {
        List<String> log;
        try (Program server =
                LittleServer.start("ulimit -n " + DESCRIPTORS, Duration.ofSeconds(25), Duration.ofSeconds(20))) {
            int port = LittleServer.portOf(server);
            try (Client steady = Client.open(port).join();
                    Poller poller = Poller.open(port).join()) {
                steady.echo("before");
                List<RawHttp> greedy = new ArrayList<>();
                for (int i = 0; i < DESCRIPTORS; i++) {
                    // The system takes them, whether the server can or not.
                    greedy.add(RawHttp.connect(port));
                }
                try (RawHttp late = RawHttp.connect(port)) {
                    late.sendGet(Poller.TARGET);
                    assertThat(late.staysSilent(Duration.ofSeconds(2))).isTrue();
                    steady.echo("meanwhile");
                    poller.post("42[\"echo\",1]");
                    assertThat(poller.poll()).isEqualTo("42[\"echo\",1]");
                    greedy.forEach(RawHttp::close);
                    assertThat(late.read().status()).isEqualTo(200);
                }
                await().ignoreExceptions().atMost(Duration.ofSeconds(20)).until(() -> {
                    try (Client next = Client.open(port).join()) {
                        next.echo("afterwards");
                        return true;
                    }
                });
                steady.echo("after");
            }
            server.end();
            log = server.readAll();
        }
        // One line for as long as it lasts; where some descriptors are free before others, it may be over more than
        // once.
        List<Boolean> refusals = log.stream()
                .filter(line -> line.contains(FULL) || line.contains("accepted again"))
                .map(line -> line.contains(FULL))
                .toList();
        assertThat(refusals).hasSizeBetween(2, 6).endsWith(false);
        for (int i = 0; i < refusals.size(); i++) {
            assertThat(refusals.get(i)).isEqualTo(i % 2 == 0);
        }
        assertThat(log).noneMatch(line -> line.startsWith("\tat ") || line.contains("LEAK"));
    }
}
