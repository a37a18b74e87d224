package dev.socketwire.benchmarks;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.codec.MessageReader;
import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.frames.codec.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A masked text frame to a message: header, mask, UTF-8; and a message to a frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
    private static final int KEY = 0x1234_5678;

    /** Bytes of the message. */
    @Param({"32", "1024", "16384"})
    public int bytes;

    /** Whether the text is ASCII alone. */
    @Param({"true", "false"})
    public boolean ascii;

    private ByteBuf frame = Unpooled.EMPTY_BUFFER;
    private ByteBuf masked = Unpooled.EMPTY_BUFFER;
    private ByteBuf text = Unpooled.EMPTY_BUFFER;
    private final Told told = new Told();
    private final MessageReader reader = new MessageReader(
            Role.SERVER, WebSocketLimits.ofMessageBytes(1_000_000), null, ByteBufAllocator.DEFAULT, told);

    /** Makes the frame. */
    @Setup
    public void prepare() {
        text = Unpooled.copiedBuffer(Texts.of(bytes, ascii), StandardCharsets.UTF_8);
        masked = MessageWriter.masked(ByteBufAllocator.DEFAULT, text, true, KEY);
        frame = ByteBufAllocator.DEFAULT.directBuffer(masked.readableBytes());
    }

    /** Gives the buffers back. */
    @TearDown
    public void end() {
        frame.release();
        masked.release();
    }

    /** Reads; the copy stands for the read from the socket, since the mask is taken off in place. */
    @Benchmark
    public int decode() throws ProtocolViolation {
        frame.clear().writeBytes(masked, masked.readerIndex(), masked.readableBytes());
        reader.read(frame);
        return told.bytes();
    }

    /** Writes, into a buffer with room in front. */
    @Benchmark
    public void encode() {
        ByteBuf message = ByteBufAllocator.DEFAULT.buffer(16 + bytes + 8).setIndex(16, 16);
        message.writeBytes(text, text.readerIndex(), text.readableBytes());
        MessageWriter.textInPlace(message).release();
    }
}
