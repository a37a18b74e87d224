package dev.socketwire.frames.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.testkit.Hex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At the limit, and one above; nothing is kept after a refusal, nor allocated by an announced length. */
class MessageLimitsTest {
    private static final WebSocketLimits LIMITS = new WebSocketLimits(200, 300, 4, Duration.ofSeconds(1));

    @Test
    void aFrameOfTheLimitIsTaken() {
        assertThat(read("82fe 00c8 00000000" + "00".repeat(200))).containsExactly("binary " + "00".repeat(200));
    }

    @Test
    void oneByteOverTheFrameLimitIs1009FromItsHeaderAlone() {
        assertThat(read("82fe 00c9 00000000")).containsExactly("violation 1009");
    }

    @Test
    void aMessageOfTheLimitIsTaken() {
        String first = "02fe 00c8 00000000" + "00".repeat(200);
        assertThat(read(first + "80e4 00000000" + "00".repeat(100))).containsExactly("binary " + "00".repeat(300));
    }

    @Test
    void oneByteOverTheMessageLimitIs1009FromTheHeaderOfTheLastFrame() {
        String first = "02fe 00c8 00000000" + "00".repeat(200);
        assertThat(read(first + "80e5 00000000")).containsExactly("violation 1009");
    }

    @Test
    void theMessageLimitIsForEachMessageAnew() {
        String message = "02fe 00c8 00000000" + "00".repeat(200) + "80e4 00000000" + "00".repeat(100);
        assertThat(read(message + message)).hasSize(2).doesNotContain("violation 1009");
    }

    @Test
    void aLengthOfTwoToThe63MinusOneIs1009() {
        assertThat(read("82ff 7fffffffffffffff 00000000")).containsExactly("violation 1009");
    }

    @Test
    void asManyFragmentsAsTheLimitAreTaken() {
        assertThat(read("0280 00000000" + "0080 00000000".repeat(2) + "8080 00000000"))
                .containsExactly("binary");
    }

    @Test
    void oneFragmentMoreIs1008AlthoughAllAreEmpty() {
        assertThat(read("0280 00000000" + "0080 00000000".repeat(4))).containsExactly("violation 1008");
    }

    @Test
    void pingsBetweenTheFragmentsAreNotCounted() {
        assertThat(read("0280 00000000" + "8980 00000000".repeat(20) + "8080 00000000"))
                .hasSize(21)
                .endsWith("binary");
    }

    @Test
    void endlessSmallFragmentsAreEndedByTheMessageLimit() {
        WebSocketLimits limits = new WebSocketLimits(200, 300, Integer.MAX_VALUE, Duration.ofSeconds(1));
        List<String> events =
                Reading.server(limits, List.of(Hex.bytes("0281 00000000 00" + "0081 00000000 00".repeat(300))));
        assertThat(events).containsExactly("violation 1009");
    }

    @Test
    void whatIsKeptGrowsWithWhatHasArrivedNotWithWhatWasAnnounced() {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        MessageAssembler assembler =
                new MessageAssembler(WebSocketLimits.ofMessageBytes(100_000_000), true, allocator, new Nothing());
        ByteBuf in = allocator.buffer(1).writeByte(1);
        try {
            assertThat(announce(assembler, in)).isTrue();
            assertThat(allocator.metric().usedHeapMemory()).isLessThan(1024);
        } finally {
            assembler.close();
            in.release();
        }
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    private static boolean announce(MessageAssembler assembler, ByteBuf in) {
        try {
            assembler.onHeader(true, false, Opcode.BINARY, 100_000_000);
            assembler.onPayload(in, 0, 1, false);
            return true;
        } catch (ProtocolViolation e) {
            return false;
        }
    }

    private static List<String> read(String hex) {
        return Reading.server(LIMITS, List.of(Hex.bytes(hex)));
    }

    private static final class Nothing implements MessageSink {
        @Override
        public void onText(ByteBuf payload) {}

        @Override
        public void onBinary(ByteBuf payload) {}

        @Override
        public void onPing(ByteBuf payload) {}

        @Override
        public void onPong(ByteBuf payload) {}

        @Override
        public void onClose(int code, String reason) {}
    }
}
