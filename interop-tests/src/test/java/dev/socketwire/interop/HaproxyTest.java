package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.examples.BehindProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind HAProxy, the system's own, with the configuration that docs/deployment.md shows. */
class HaproxyTest implements ReverseProxyContract {
    @TempDir
    Path folder;

    @Override
    public ReverseProxy inFrontOf(int one, int two) {
        return ReverseProxy.haproxy(folder, one, two);
    }

    @Test
    void aServerThatLeavesGetsNobodyNewAndKeepsThoseItHas() {
        try (BehindProxy one = BehindProxy.start(0);
                BehindProxy two = BehindProxy.start(0);
                ReverseProxy proxy = inFrontOf(one.port(), two.port())) {
            List<PollingSession> there = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                there.add(PollingSession.open(proxy.port()));
            }
            one.leave(Duration.ofMinutes(1));
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> Visit.of(4, proxy.port(), Way.POLLING).stream()
                            .allMatch(visit -> visit.port() == two.port()));
            for (PollingSession session : there) {
                assertThat(session.post("40").text()).isEqualTo("ok");
                assertThat(session.pollText()).startsWith("40{");
                session.close();
            }
        }
    }
}
