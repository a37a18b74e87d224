package dev.socketwire.fuzz;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.codec.MessageReader;
import dev.socketwire.frames.codec.MessageSink;
import dev.socketwire.frames.codec.Role;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Feeds bytes to a {@code MessageReader} and writes down what it tells. What it keeps meanwhile is limited. */
final class FrameLog implements MessageSink {
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final List<Told> told = new ArrayList<>();
    private final boolean isKept;
    private final long mostHeld;
    private int violation;

    private FrameLog(Setup setup, boolean isKept) {
        this.isKept = isKept;
        // A buffer that grows is there twice for a moment, and its capacity is a power of two.
        this.mostHeld = 8L * setup.limits().maxMessageBytes();
    }

    /**
     * How a reader is set up.
     *
     * @param role which end reads
     * @param limits its limits
     * @param deflate what was agreed on, or null
     */
    record Setup(
            Role role, WebSocketLimits limits, @Nullable DeflateAgreement deflate) {}

    /**
     * One thing that was told.
     *
     * @param kind text, binary, ping, pong or close
     * @param code of a close
     * @param bytes the payload, or the reason
     */
    record Told(String kind, int code, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Told that
                    && kind.equals(that.kind)
                    && code == that.code
                    && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, code, Arrays.hashCode(bytes));
        }

        @Override
        public String toString() {
            return kind + " " + code + " " + HexFormat.of().formatHex(bytes);
        }
    }

    /** Reads all bytes in pieces of that length. */
    static FrameLog of(Setup setup, byte[] wire, int piece) {
        FrameLog log = new FrameLog(setup, true);
        log.read(setup, wire, piece);
        return log;
    }

    /** The same for its cost alone. */
    static void count(Setup setup, byte[] wire, int piece) {
        new FrameLog(setup, false).read(setup, wire, piece);
    }

    List<Told> told() {
        return told;
    }

    /** The close code of the violation, or 0. */
    int violation() {
        return violation;
    }

    private void read(Setup setup, byte[] wire, int piece) {
        MessageReader reader = new MessageReader(setup.role(), setup.limits(), setup.deflate(), allocator, this);
        try {
            for (int at = 0; at < wire.length; at += piece) {
                reader.read(new CountedBytes(wire, at, Math.min(wire.length, at + piece)));
                checkHeld();
            }
        } catch (ProtocolViolation e) {
            violation = e.closeCode();
        } finally {
            reader.close();
        }
        if (allocator.metric().usedHeapMemory() != 0) {
            throw new AssertionError("kept behind the end: " + allocator.metric());
        }
    }

    private void checkHeld() {
        if (allocator.metric().usedHeapMemory() > mostHeld) {
            throw new AssertionError("holds " + allocator.metric() + ", may " + mostHeld);
        }
    }

    private void tell(String kind, int code, ByteBuf payload) {
        checkHeld();
        if (isKept) {
            told.add(new Told(kind, code, ByteBufUtil.getBytes(payload)));
        }
    }

    @Override
    public void onText(ByteBuf payload) {
        if (!Utf8.is(ByteBufUtil.getBytes(payload))) {
            throw new AssertionError("text that is no UTF-8");
        }
        tell("text", 0, payload);
    }

    @Override
    public void onBinary(ByteBuf payload) {
        tell("binary", 0, payload);
    }

    @Override
    public void onPing(ByteBuf payload) {
        tell("ping", 0, payload);
    }

    @Override
    public void onPong(ByteBuf payload) {
        tell("pong", 0, payload);
    }

    @Override
    public void onClose(int code, String reason) {
        if (isKept) {
            told.add(new Told("close", code, reason.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
