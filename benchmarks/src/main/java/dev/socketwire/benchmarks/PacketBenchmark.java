package dev.socketwire.benchmarks;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.ArgumentTypes;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.EventNameReader;
import dev.socketwire.socketio.codec.JsonCodec;
import dev.socketwire.socketio.codec.JsonLimits;
import dev.socketwire.socketio.codec.PacketDecoder;
import dev.socketwire.socketio.codec.PacketEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;

/** An event from its text to arguments, and back to text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PacketBenchmark {
    /** What the argument is bound to. */
    public record Line(String text, int number) {}

    /** Bytes of the text in the argument. */
    @Param({"32", "16384"})
    public int bytes;

    private final JsonCodec json = JsonCodec.of(JsonMapper.builder().build(), JsonLimits.forMessagesOf(1_000_000));
    private final ArgumentReader arguments = new ArgumentReader(json);
    private final EventNameReader names = new EventNameReader(json);
    private final PacketEncoder encoder = new PacketEncoder(json, ByteBufAllocator.DEFAULT);
    private final PacketDecoder decoder = new PacketDecoder(false);
    private final ArgumentTypes text = new ArgumentTypes(json, List.of(String.class));
    private final ArgumentTypes line = new ArgumentTypes(json, List.of(Line.class));
    private ByteBuf textEvent = ByteBufAllocator.DEFAULT.buffer();
    private ByteBuf lineEvent = ByteBufAllocator.DEFAULT.buffer();
    private String value = "";

    /** Makes the packets. */
    @Setup
    public void prepare() {
        value = "x".repeat(bytes);
        textEvent = packet("21[\"echo\",\"" + value + "\"]");
        lineEvent = packet("21[\"echo\",{\"text\":\"" + value + "\",\"number\":7}]");
    }

    /** Header and name alone: what an event costs that nobody listens to. */
    @Benchmark
    public void name(Blackhole hole) throws PacketFormatException {
        decoder.text(textEvent, packet -> {
            try {
                hole.consume(names.read(packet.json()));
            } catch (PacketFormatException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Bound to a string. */
    @Benchmark
    public void bindText(Blackhole hole) throws PacketFormatException {
        bind(textEvent, text, hole);
    }

    /** Bound to a record. */
    @Benchmark
    public void bindRecord(Blackhole hole) throws PacketFormatException {
        bind(lineEvent, line, hole);
    }

    /** Taken as it came, and sent back so. */
    @Benchmark
    public void echo(Blackhole hole) throws PacketFormatException {
        decoder.text(textEvent, packet -> {
            try {
                release(encoder.ack("/", packet.ackId(), arguments.raw(packet)), hole);
            } catch (PacketFormatException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A string written as an event. */
    @Benchmark
    public void encodeText(Blackhole hole) {
        release(encoder.event("/", -1, "echo", List.of(value)), hole);
    }

    /** A record written as an event. */
    @Benchmark
    public void encodeRecord(Blackhole hole) {
        release(encoder.event("/", -1, "echo", List.of(new Line(value, 7))), hole);
    }

    /** A string written as an event for many, frame header included: once, however many there are. */
    @Benchmark
    public void encodeBroadcast(Blackhole hole) {
        Encoded encoded = encoder.event("/", -1, "echo", List.of(value));
        SharedMessage message = SharedMessage.of(encoded.text(), encoded.binaries());
        hole.consume(message.webSocketFrames());
        message.release();
    }

    private void bind(ByteBuf event, ArgumentTypes types, Blackhole hole) throws PacketFormatException {
        decoder.text(event, packet -> {
            try {
                hole.consume(arguments.read(packet, 1, types));
            } catch (PacketFormatException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void release(Encoded encoded, Blackhole hole) {
        hole.consume(encoded.text());
        encoded.text().release();
    }

    private static ByteBuf packet(String text) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer();
        bytes.writeCharSequence(text, StandardCharsets.UTF_8);
        return bytes;
    }
}
