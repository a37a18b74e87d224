package dev.socketwire.engineio.session;

import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.codec.PacketCodec;
import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that asks to take over from polling: {@code 2probe} is answered with {@code 3probe}; then a parked poll is
 * answered again and again, so that the client can stop polling; {@code 5} makes the switch. Until then the session goes on
 * polling, and whatever goes wrong here ends the WebSocket alone. Home loop only.
 */
final class UpgradeProbe {
    private static final Duration NOOP_INTERVAL = Duration.ofMillis(100);

    private static final String PROBE = "probe";

    private final Session session;
    private final PushTransport candidate;
    private final Scheduler.Timer timeout;
    private Scheduler.@Nullable Timer noops;
    private boolean over;

    UpgradeProbe(Session session, PushTransport candidate, Duration limit) {
        this.session = session;
        this.candidate = candidate;
        this.timeout = session.home().after(limit, this::overdue);
    }

    PushTransport candidate() {
        return candidate;
    }

    /** A text message on the WebSocket; borrowed. */
    void onText(ByteBuf message) {
        if (is(message, "2" + PROBE) && candidate.isWritable()) {
            ByteBuf answer = session.loop().withHeadroom(PROBE.length());
            ByteBufUtil.writeAscii(answer, PROBE);
            candidate.text(PacketCodec.of(session.revision()).packetInPlace(PacketType.PONG, answer), false);
            if (noops == null && !over) {
                noop();
            }
        } else if (is(message, "5")) {
            stop();
            session.switchTo(candidate);
        } else {
            fail();
        }
    }

    private void overdue() {
        session.loop().counters().refused(EngineRefusal.UPGRADE_TIMEOUT);
        fail();
    }

    /** The WebSocket does not take over, and is ended. */
    void fail() {
        if (!over) {
            stop();
            session.onProbeOver();
            candidate.end();
        }
    }

    /** The WebSocket has ended by itself. */
    void gone() {
        if (!over) {
            stop();
            session.onProbeOver();
        }
    }

    private static boolean is(ByteBuf message, String text) {
        return message.readableBytes() == text.length()
                && message.toString(StandardCharsets.US_ASCII).equals(text);
    }

    private void noop() {
        PollingTransport polling = session.polling();
        if (polling != null) {
            polling.sendNoop();
        }
        if (!over) {
            // Answering the poll may have brought on the end.
            noops = session.home().after(NOOP_INTERVAL, this::noop);
        }
    }

    private void stop() {
        over = true;
        timeout.cancel();
        if (noops != null) {
            noops.cancel();
        }
    }
}
