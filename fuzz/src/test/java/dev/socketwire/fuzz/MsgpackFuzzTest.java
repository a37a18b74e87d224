package dev.socketwire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.codec.ParsedPackets;
import dev.socketwire.socketio.msgpack.MsgpackParser;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Packets in msgpack. */
class MsgpackFuzzTest {
    private static final MsgpackParser PARSER = new MsgpackParser();
    private static final ParsedPackets PACKETS = new ParsedPackets(PARSER);

    /** Bytes of no length take two bytes of msgpack, and in JSON a placeholder. */
    private static final int ALLOCATED_FOR_EACH = 1_000;

    /** What is looked at is the text of numbers and placeholders that are written. */
    private static final int STEPS_FOR_EACH = 32;

    @FuzzTest
    void bytesAreAPacketOrRefused(byte[] input) {
        Cost.linear(input.length, ALLOCATED_FOR_EACH, STEPS_FOR_EACH).check(() -> hear(input));
        WirePacket packet = decoded(input);
        if (packet != null) {
            assertSame(Objects.requireNonNull(decoded(PARSER.encode(packet))), packet);
        }
    }

    private static void hear(byte[] input) {
        try {
            PACKETS.read(Unpooled.wrappedBuffer(input), packet -> {});
        } catch (PacketFormatException e) {
            assertThat(e).hasNoCause();
        }
    }

    private static @Nullable WirePacket decoded(byte[] input) {
        try {
            return PARSER.decode(input);
        } catch (PacketFormatException e) {
            assertThat(e.getMessage()).matches("[ -~]{1,100}");
            return null;
        }
    }

    private static void assertSame(WirePacket again, WirePacket packet) {
        assertThat(again.type()).isEqualTo(packet.type());
        assertThat(again.namespace()).isEqualTo(packet.namespace());
        assertThat(again.id()).isEqualTo(packet.id());
        assertThat(again.data().map(MsgpackFuzzTest::text))
                .isEqualTo(packet.data().map(MsgpackFuzzTest::text));
        again.data()
                .ifPresent(data -> assertThat(data.attachments())
                        .usingElementComparator(Arrays::compare)
                        .containsExactlyElementsOf(packet.data().orElseThrow().attachments()));
    }

    private static String text(Payload payload) {
        return new String(payload.json(), StandardCharsets.UTF_8);
    }
}
