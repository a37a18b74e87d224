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

/** A masked binary frame: its mask comes off, and nothing but its header is looked at besides. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UnmaskBenchmark {
    private static final int KEY = 0x1234_5678;

    /** Bytes of the message. */
    @Param({"32", "16384"})
    public int bytes;

    private ByteBuf frame = Unpooled.EMPTY_BUFFER;
    private final Told told = new Told();
    private final MessageReader reader = new MessageReader(
            Role.SERVER, WebSocketLimits.ofMessageBytes(1_000_000), null, ByteBufAllocator.DEFAULT, told);

    /** Makes the frame. */
    @Setup
    public void prepare() {
        ByteBuf payload = Unpooled.copiedBuffer(Texts.of(bytes, true), StandardCharsets.US_ASCII);
        frame = MessageWriter.masked(ByteBufAllocator.DEFAULT, payload, false, KEY);
    }

    /** Gives the buffer back. */
    @TearDown
    public void end() {
        frame.release();
    }

    /** Reads where the frame stands: every other time the mask goes on again, which is the same work. */
    @Benchmark
    public int unmask() throws ProtocolViolation {
        reader.read(frame);
        return told.bytes();
    }
}
