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

/** A text frame without a mask, as a client reads it: its text is checked, and nothing but its header is looked at besides. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Utf8Benchmark {
    /** Bytes of the message. */
    @Param("16384")
    public int bytes;

    /** Whether the text is ASCII alone. */
    @Param({"true", "false"})
    public boolean ascii;

    private ByteBuf frame = Unpooled.EMPTY_BUFFER;
    private final Told told = new Told();
    private final MessageReader reader = new MessageReader(
            Role.CLIENT, WebSocketLimits.ofMessageBytes(1_000_000), null, ByteBufAllocator.DEFAULT, told);

    /** Makes the frame. */
    @Setup
    public void prepare() {
        String text = Texts.of(bytes, ascii);
        ByteBuf message = ByteBufAllocator.DEFAULT.directBuffer();
        message.writeZero(MessageWriter.HEADER_ROOM).readerIndex(MessageWriter.HEADER_ROOM);
        message.writeCharSequence(text, StandardCharsets.UTF_8);
        frame = MessageWriter.textInPlace(message);
    }

    /** Gives the buffer back. */
    @TearDown
    public void end() {
        frame.release();
    }

    /** Checks. */
    @Benchmark
    public int check() throws ProtocolViolation {
        reader.read(frame);
        return told.bytes();
    }
}
