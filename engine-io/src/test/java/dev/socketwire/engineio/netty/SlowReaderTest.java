package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who reads slowly but steadily is served to the end; who does not read is let go in time. */
class SlowReaderTest {
    private static final int LONG = 12_000_000;
    private static final int RATE = 4_000_000;

    @Test
    void aLongMessageMayTakeLongerThanTheStallTimeout() {
        EngineLimits limits =
                EngineLimits.builder().writeStallTimeout(Duration.ofSeconds(1)).build();
        try (EchoEngine engine =
                        new EchoEngine(EchoEngine.options().limits(limits).build());
                SlowReader slow = new SlowReader(engine.port())) {
            slow.send("GET " + Polled.WEBSOCKET + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            await().until(() -> !engine.sessions.isEmpty());
            Session session = engine.sessions.remove();
            session.home().execute(() -> {
                session.sendText(zeros(LONG), SendOptions.DEFAULT);
                session.sendText(zeros(1), SendOptions.DEFAULT);
            });
            assertThat(slow.read(LONG, RATE)).isEqualTo(LONG);
            assertThat(engine.ends).isEmpty();
        }
    }

    private static ByteBuf zeros(int count) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(Session.HEADROOM + count);
        return bytes.setIndex(Session.HEADROOM, Session.HEADROOM).writeZero(count);
    }
}
