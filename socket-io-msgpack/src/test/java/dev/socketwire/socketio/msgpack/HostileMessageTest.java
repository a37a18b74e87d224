package dev.socketwire.socketio.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.spi.WirePacket;
import dev.socketwire.testkit.Hex;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of a peer that means harm: the one declared exception, and costs in proportion to their size. */
class HostileMessageTest {
    private static final int MEGABYTE = 1_000_000;

    /** Each is one value of an event. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a list that claims much, dd7fffffff",
        "a list that claims most, ddffffffff",
        "a map that claims much, df7fffffff",
        "a map that claims most, dfffffffff",
        "a short list that claims more than there is, dc0100",
        "text that claims much, db7fffffff",
        "text that claims most, dbffffffff",
        "bytes that claim much, c67fffffff",
        "bytes that claim most, c6ffffffff",
        "an extension that claims much, c97fffffff00",
        "an extension that claims most, c9ffffffff05",
        "a byte that begins nothing, c1",
        "text that ends too early, bf61",
        "key that is a list, 819001",
        "key that is null, 81c001",
        "key that is a fraction, 81cb3ff800000000000001",
        "key that is bytes, 81c40061 01",
        "no UTF-8, a2c328",
        "half a surrogate pair, a3eda080",
        "a byte alone, a1ff",
        "a zero of two bytes, a2c080",
        "beyond Unicode, a4f4908080",
        "text that is cut, a2e282",
        "no UTF-8 in a key, 81a1ff01",
        "a length without its bytes, c5",
        "a number without its bytes, cb0000",
    })
    void isNoPacket(String name, String value) {
        refused(Packets.event(value));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty, ''",
        "null, c0",
        "a list, 90",
        "an empty map, 80",
        "no type, 82 a464617461 91a161 a36e7370a12f",
        "no namespace, 82 a47479706502 a46461746191a161",
        "type 5, 82 a47479706505 a36e7370a12f",
        "type -1, 82 a474797065ff a36e7370a12f",
        "type 2^32 + 2, 82 a474797065cf0000000100000002 a36e7370a12f",
        "type is text, 82 a474797065a132 a36e7370a12f",
        "type is 1.5, 82 a474797065cb3ff8000000000000 a36e7370a12f",
        "namespace is a number, 82 a47479706501 a36e737001",
        "namespace is bytes, 82 a47479706501 a36e7370c4012f",
        "namespace is no UTF-8, 82 a47479706501 a36e7370a1ff",
        "id is text, 83 a47479706501 a36e7370a12f a26964a131",
        "id is null, 83 a47479706501 a36e7370a12f a26964c0",
        "id is 1.5, 83 a47479706501 a36e7370a12f a26964cb3ff8000000000000",
        "id beyond a long, 83 a47479706501 a36e7370a12f a26964cfffffffffffffffff",
        "type twice, 83 a47479706501 a36e7370a12f a47479706501",
        "data twice, 84 a47479706502 a36e7370a12f a46461746190 a46461746190",
        "key is a number, 83 a47479706501 a36e7370a12f 01 01",
        "a byte behind, 82 a47479706501 a36e7370a12f 00",
        "a pair too few, 83 a47479706501 a36e7370a12f",
    })
    void isNoPacketEither(String name, String message) {
        refused(Hex.bytes(message));
    }

    @Test
    void isNoPacketBeforeItsLastByte() throws PacketFormatException {
        byte[] whole = rich();
        assertThat(Packets.PARSER.decode(whole).type()).isEqualTo(WirePacket.Type.EVENT);
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void whateverIsChangedItIsAPacketOrNot() {
        byte[] whole = rich();
        for (int at = 0; at < whole.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                neverFails(changed);
            }
        }
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = Arrays.copyOf(whole, random.nextInt(whole.length + 8));
            for (int changes = random.nextInt(6); changes > 0 && changed.length > 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            neverFails(changed);
        }
    }

    @Test
    void nestingIsReadToItsLimit() throws PacketFormatException {
        // The list of arguments is the first.
        String deepest = "91".repeat(JsonFromMsgpack.MAX_DEPTH - 1) + "c0";
        assertThat(Packets.json(deepest)).startsWith("[".repeat(99) + "null");
        refused(Packets.event("91" + deepest));
        refused(Packets.event("81a161" + deepest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"91", "81a161", "dd00000001", "8101"})
    void nestingIsNoStack(String open) {
        byte[] message = Packets.event(open.repeat(2 * MEGABYTE / open.length()) + "c0");
        cheap(message, 4, false);
    }

    @Test
    void nestingInWhatIsNotHeardIsNoStack() throws PacketFormatException {
        String deep = "91".repeat(500_000) + "c0";
        Packets.decoded("84 a178" + deep + "a47479706502 a36e7370a12f a46461746191a161");
    }

    @Test
    void manySmallValuesCostNoMoreThanTheirSize() {
        cheap(Packets.event("dd000f4240" + "90".repeat(MEGABYTE)), 16, true);
        cheap(Packets.event("dd000f4240" + "c2".repeat(MEGABYTE)), 32, true);
        cheap(Packets.event("db000f4240" + "00".repeat(MEGABYTE)), 32, true);
        cheap(Packets.event("dd00030d40" + "81a161c0".repeat(200_000)), 12, true);
    }

    @Test
    void manyKeysThatAreNotHeardCostNoMoreThanTheirSize() {
        byte[] message = Hex.bytes("df0007a123" + "a0c0".repeat(500_000) + "a47479706501 a36e7370a12f a26964 d40000");
        cheap(message, 8, true);
    }

    @Test
    void valuesOfBytesAreCounted() throws PacketFormatException {
        assertThat(Packets.PARSER
                        .decode(Packets.event("dc03e8" + "c400".repeat(1000)))
                        .data()
                        .orElseThrow()
                        .attachments())
                .hasSize(1000);
        cheap(Packets.event("dd0007a120" + "c400".repeat(500_000)), 4, false);
    }

    private static void refused(byte[] message) {
        assertThatExceptionOfType(PacketFormatException.class)
                .as(Hex.of(message))
                .isThrownBy(() -> Packets.PARSER.decode(message));
    }

    private static void neverFails(byte[] message) {
        try {
            Packets.PARSER.decode(message);
        } catch (PacketFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        } catch (RuntimeException | Error e) {
            fail(Hex.of(message), e);
        }
    }

    /** Reading sets aside no more than so many times the size, and says whether it is a packet. */
    private static void cheap(byte[] message, int times, boolean isPacket) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean read = true;
        try {
            Packets.PARSER.decode(message);
        } catch (PacketFormatException e) {
            read = false;
        }
        long cost = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(read).isEqualTo(isPacket);
        assertThat(cost).isLessThan((long) times * message.length);
    }

    /** A bit of everything. */
    private static byte[] rich() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Hex.bytes("85 a474797065 02 a36e7370 a62f61646d696e a26964 cd0203 a178 9201c3 a464617461 9c"));
        all.writeBytes(Hex.bytes("a161 c3 c0 cb3ff8000000000000 d3ffe0000000000000 82a161c40101a16201"));
        all.writeBytes(Hex.bytes("d40000 d70000000000000005dc c702000102 d40509 dc0002 d90161 c2 ca3fc00000"));
        return all.toByteArray();
    }
}
