package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A WebSocket whose channel moves to the loop of its session loses nothing and keeps the order, on every kind of loop. */
class MovedChannelTest {
    private static final String POLL = "/engine.io/?EIO=4&transport=polling";

    @ParameterizedTest
    @EnumSource(
            value = IoKind.class,
            names = {"NIO", "EPOLL", "IO_URING"})
    void manyUpgradesOverSeveralLoops(IoKind kind) {
        try (EchoEngine engine = new EchoEngine(EchoEngine.options().build(), available(kind))) {
            for (int round = 0; round < 400; round++) {
                try (RawHttp http = RawHttp.connect(engine.port())) {
                    upgradeAndTalk(engine, http);
                }
            }
            await().until(() -> engine.server.sessionCount() == 0);
            assertThat(engine.ends).hasSize(400).containsOnly("transport close");
        }
    }

    private static void upgradeAndTalk(EchoEngine engine, RawHttp http) {
        String open = http.get(POLL).text();
        String sid = open.substring(9, open.indexOf('"', 9));
        try (RawWebSocket ws =
                RawWebSocket.connect(engine.port(), "/engine.io/?EIO=4&transport=websocket&sid=" + sid)) {
            ws.sendText("2probe");
            assertThat(ws.readText()).isEqualTo("3probe");
            StringBuilder posted = new StringBuilder("40");
            for (int i = 1; i < 20; i++) {
                posted.append('\u001e').append('4').append(i);
            }
            http.post(POLL + "&sid=" + sid, posted.toString());
            ws.sendText("5");
            for (int i = 20; i < 40; i++) {
                ws.sendText("4" + i);
            }
            for (int i = 0; i < 40; i++) {
                assertThat(ws.readText()).isEqualTo("4" + i);
            }
        }
    }

    /** Whoever runs this elsewhere gets the JDK's loops in place of those that his system has not. */
    static IoKind available(IoKind kind) {
        boolean there = switch (kind) {
            case EPOLL -> Epoll.isAvailable();
            case IO_URING -> IoUring.isAvailable();
            default -> true;
        };
        return there ? kind : IoKind.NIO;
    }
}
