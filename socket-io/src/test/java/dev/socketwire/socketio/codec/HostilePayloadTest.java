package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.socketwire.engineio.PacketFormatException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** JSON of a peer that means harm: the one declared exception, whoever looks at it, and costs in proportion to its size. */
class HostilePayloadTest {
    private final ArgumentReader reader = new ArgumentReader(Codecs.JSON);

    /** Each is the end of an event whose name was fine. */
    static Stream<String> noJson() {
        return Stream.of(
                        "",
                        "]]",
                        "]x",
                        "] []",
                        ",",
                        ",]",
                        ",1,]",
                        ",,1]",
                        ",NaN]",
                        ",Infinity]",
                        ",-]",
                        ",+1]",
                        ",01]",
                        ",1.]",
                        ",.5]",
                        ",0x1]",
                        ",1e]",
                        ",'a']",
                        ",\"a]",
                        ",\"\t\"]",
                        ",\"\\x\"]",
                        ",\"\\u12\"]",
                        ",tru]",
                        ",undefined]",
                        ",/**/1]",
                        ",//\n1]",
                        ",#\n1]",
                        ",{a:1}]",
                        ",{\"a\"}]",
                        ",{\"a\":}]",
                        ",{\"a\":1,}]",
                        ",{,}]",
                        ",[1}]",
                        ",{\"a\":1]",
                        ",\ufeff1]",
                        ",\u00a01]",
                        ",1 2]",
                        ",{\"a\":1,\"a\":2}]",
                        ",{\"b\":{\"a\":1,\"\\u0061\":2}}]",
                        "]\u0000",
                        ",\u00001]",
                        "," + "[".repeat(100) + "]".repeat(101),
                        "," + "[".repeat(50_000) + "]".repeat(50_001),
                        "," + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + "]",
                        "," + "[".repeat(400_000),
                        "," + "1".repeat(1001) + "]",
                        "," + "1".repeat(900_000) + "]",
                        ",0." + "1".repeat(1000) + "]")
                .map(rest -> "[\"e\"" + rest);
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void isRefusedWhoeverLooksAtIt(String json) {
        refused(() -> reader.check(Codecs.bytes(json)));
        refused(() -> reader.raw(Codecs.event(json)));
        refused(() -> reader.raw(Codecs.event(json, new byte[1])));
        for (Class<?> type : List.of(Object.class, JsonNode.class, int.class, String.class, List.class)) {
            ArgumentTypes types = new ArgumentTypes(Codecs.JSON, List.of(type));
            refused(() -> reader.read(Codecs.event(json), 1, types));
            refused(() -> reader.read(Codecs.event(json, new byte[1]), 1, types));
        }
        refused(() -> reader.read(Codecs.event(json), 1, new ArgumentTypes(Codecs.JSON, List.of())));
    }

    @Test
    void halfASurrogatePairInANameIsRefused() throws PacketFormatException {
        refused(() -> reader.check(Codecs.bytes("[\"e\",{\"\\ud83d\":1}]")));
        reader.check(Codecs.bytes("[\"e\",{\"\\ud83d\\ude00\":1}]"));
    }

    @Test
    void nestingToItsLimitIsReadAndCanGoBack() throws PacketFormatException {
        String json = "[".repeat(99) + "]".repeat(99);
        Object value = reader.read(
                        Codecs.event("[\"e\"," + json + "]"), 1, new ArgumentTypes(Codecs.JSON, List.of(Object.class)))
                .values()
                .get(0);
        assertThat(Codecs.text(Codecs.encoder().ack("/", 1, List.of(value)).text()))
                .isEqualTo("31[" + json + "]");
    }

    @Test
    void halfASurrogatePairComesInAndGoesOutAsAnEscape() throws PacketFormatException {
        Object tree = reader.read(
                        Codecs.event("[\"e\",[\"\\ud800\"]]"),
                        1,
                        new ArgumentTypes(Codecs.JSON, List.of(JsonNode.class)))
                .values()
                .get(0);
        assertThat(Codecs.text(Codecs.encoder().ack("/", 1, List.of(tree)).text()))
                .isEqualTo("31[[\"\\ud800\"]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[],", "{},", "1,", "\"\",", "{\"num\":0},", "\"\\u0000\",", "[[[]]],"})
    void aMegabyteOfSmallValuesCostsInProportion(String value) throws PacketFormatException {
        ArgumentTypes nothing = new ArgumentTypes(Codecs.JSON, List.of());
        long small = cost(value, 200, nothing);
        long large = cost(value, 20_000, nothing);
        // A hundred times as much may cost a hundred times as much, and something for growing.
        assertThat(large).isLessThan(300 * Math.max(small, 50_000));
    }

    @Test
    void readingManyArgumentsOneByOneCostsEachItsOwnSize() throws PacketFormatException {
        int count = 100_000;
        RawArguments raw = reader.raw(Codecs.event("[\"e\"" + ",7".repeat(count) + "]"));
        assertThat(raw.size()).isEqualTo(count);
        long before = allocated();
        for (int i = 0; i < count; i += 10) {
            assertThat(reader.<Integer>readOne(raw, i, int.class).intValue()).isEqualTo(7);
        }
        assertThat(allocated() - before).isLessThan(10_000L * 10_000);
    }

    @Test
    void oneAttachmentNamedAgainAndAgainIsCopiedOnce() throws PacketFormatException {
        byte[] attachment = new byte[1_000_000];
        String json = "[\"e\"" + ",{\"_placeholder\":true,\"num\":0}".repeat(10) + "]";
        ArgumentTypes types = new ArgumentTypes(Codecs.JSON, List.of(byte[].class, byte[].class, Object.class));
        Packet packet = Codecs.event(json, attachment);
        long before = allocated();
        assertThat(reader.read(packet, 1, types).misfit()).isNull();
        assertThat(allocated() - before).isLessThan(2L * attachment.length);
    }

    private long cost(String value, int count, ArgumentTypes types) throws PacketFormatException {
        Packet packet = Codecs.event("[\"e\"," + value.repeat(count) + "0]", new byte[1]);
        long before = allocated();
        assertThat(reader.read(packet, 1, types).misfit()).isNull();
        assertThat(reader.raw(packet).size()).isEqualTo(count + 1);
        return allocated() - before;
    }

    /** Bytes that this thread has allocated: work that can be counted. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static void refused(ThrowingCallable reading) {
        assertThatExceptionOfType(PacketFormatException.class)
                .isThrownBy(reading)
                .withMessageMatching("[ -~]{1,100}");
    }
}
