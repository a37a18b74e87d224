package dev.socketwire.frames.codec;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.handshake.DeflateAgreement;
import dev.socketwire.testkit.Hex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds bytes to a {@link MessageReader} and writes down what it tells, one line for each event. */
final class Reading implements MessageSink, AutoCloseable {
    private final List<String> events = new ArrayList<>();
    private final MessageReader reader;

    Reading(Role role, WebSocketLimits limits, @Nullable DeflateAgreement agreement) {
        reader = new MessageReader(role, limits, agreement, PooledByteBufAllocator.DEFAULT, this);
    }

    /** What a server with the default limits is told. */
    static List<String> server(String hex) {
        return server(WebSocketLimits.defaults(), List.of(Hex.bytes(hex)));
    }

    static List<String> server(WebSocketLimits limits, List<byte[]> chunks) {
        try (Reading reading = new Reading(Role.SERVER, limits, null)) {
            return reading.feedAll(chunks);
        }
    }

    static List<String> client(String hex) {
        try (Reading reading = new Reading(Role.CLIENT, WebSocketLimits.defaults(), null)) {
            return reading.feedAll(List.of(Hex.bytes(hex)));
        }
    }

    List<String> feedAll(List<byte[]> chunks) {
        for (byte[] chunk : chunks) {
            if (!feed(chunk)) {
                break;
            }
        }
        return events;
    }

    /** False after a violation. */
    boolean feed(byte... chunk) {
        ByteBuf in = PooledByteBufAllocator.DEFAULT.buffer(chunk.length).writeBytes(chunk);
        return feed(in);
    }

    boolean feed(ByteBuf in) {
        try {
            reader.read(in);
            return true;
        } catch (ProtocolViolation e) {
            events.add("violation " + e.closeCode());
            return false;
        } finally {
            in.release();
        }
    }

    List<String> events() {
        return events;
    }

    @Override
    public void close() {
        reader.close();
    }

    @Override
    public void onText(ByteBuf payload) {
        events.add(("text " + payload.toString(StandardCharsets.UTF_8)).strip());
    }

    @Override
    public void onBinary(ByteBuf payload) {
        events.add(("binary " + ByteBufUtil.hexDump(payload)).strip());
    }

    @Override
    public void onPing(ByteBuf payload) {
        events.add(("ping " + ByteBufUtil.hexDump(payload)).strip());
    }

    @Override
    public void onPong(ByteBuf payload) {
        events.add(("pong " + ByteBufUtil.hexDump(payload)).strip());
    }

    @Override
    public void onClose(int code, String reason) {
        events.add(("close " + code + " " + reason).strip());
    }
}
