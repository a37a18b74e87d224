package dev.socketwire.frames.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.WebSocketListener;
import dev.socketwire.testkit.Hex;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A raw connection has ten seconds until it is a WebSocket; the clock is the test's. */
class HandshakeDeadlineTest {
    private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private final Set<RawConnection> connections = ConcurrentHashMap.newKeySet();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        channel.freezeTime();
        RawServer.Settings settings = new RawServer.Settings(
                "", 0, Optional.empty(), WebSocketLimits.defaults(), Optional.empty(), List.of(), Optional.empty());
        channel.pipeline().addLast(new RawServerPipeline(settings, new WebSocketListener() {}, connections));
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aHeadThatComesByteByByteIsNotWaitedFor() {
        for (int i = 0; i < 9; i++) {
            send(UPGRADE.substring(i, i + 1));
            seconds(1);
            assertThat(channel.isOpen()).isTrue();
        }
        send(UPGRADE.substring(9, 10));
        seconds(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoSaysNothingIsNotWaitedForEither() {
        seconds(9);
        assertThat(channel.isOpen()).isTrue();
        seconds(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aWebSocketHasNoDeadline() {
        seconds(9);
        send(UPGRADE);
        seconds(1000);
        assertThat(channel.isOpen()).isTrue();
        assertThat(connections).hasSize(1);
        channel.writeInbound(Hex.buffer("8880 00000000")); // close
        assertThat(channel.isOpen()).isFalse();
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    }

    private void seconds(int count) {
        channel.advanceTimeBy(count, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }
}
