package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.codec.ArgumentReader.Outcome;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PlaceholdersTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";
    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2, 2};

    record Picture(String name, byte[] data, double scale) {}

    private final ArgumentReader reader = new ArgumentReader(Codecs.JSON);

    @Test
    void bytesStandWhereTheirPlaceholdersStood() throws PacketFormatException {
        Outcome outcome = read(
                "[\"e\"," + SECOND + ",{\"name\":\"p\",\"data\":" + FIRST + ",\"scale\":0.1},[" + FIRST + "]," + FIRST
                        + "]",
                byte[].class,
                Picture.class,
                byte[][].class,
                ByteBuffer.class);
        assertThat(outcome.misfit()).isNull();
        assertThat((byte[]) outcome.values().get(0)).isEqualTo(TWO);
        Picture picture = (Picture) outcome.values().get(1);
        assertThat(picture.name() + picture.scale()).isEqualTo("p0.1");
        assertThat(picture.data()).isEqualTo(ONE);
        assertThat((byte[][]) outcome.values().get(2)).isDeepEqualTo(new byte[][] {ONE});
        assertThat(outcome.values().get(3)).isEqualTo(ByteBuffer.wrap(ONE));
    }

    @Test
    void bytesAreAlsoInTreesAndUntypedValues() throws PacketFormatException {
        Outcome outcome = read("[\"e\",{\"a\":[" + FIRST + "]},{\"b\":" + SECOND + "}]", JsonNode.class, Map.class);
        JsonNode tree = (JsonNode) outcome.values().get(0);
        assertThat(tree.get("a").get(0).binaryValue()).isEqualTo(ONE);
        assertThat((byte[]) ((Map<?, ?>) outcome.values().get(1)).get("b")).isEqualTo(TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"num\":1,\"_placeholder\":true}", " { \"_placeholder\" : true , \"num\" : 1 } "})
    void theMembersMayStandInEitherOrder(String placeholder) throws PacketFormatException {
        assertThat((byte[]) read("[\"e\"," + placeholder + "]", byte[].class)
                        .values()
                        .get(0))
                .isEqualTo(TWO);
    }

    @Test
    void severalPlaceholdersShareTheBytesOfOneAttachment() throws PacketFormatException {
        List<?> values = read("[\"e\"," + FIRST + "," + FIRST + "]", byte[].class, byte[].class)
                .values();
        assertThat(values.get(0)).isEqualTo(ONE).isSameAs(values.get(1));
    }

    @Test
    void asManyPlaceholdersAsAttachmentsMayBeAndNoMore() throws PacketFormatException {
        assertThat(read("[\"e\"" + ("," + FIRST).repeat(10) + "]").misfit()).isNull();
        fault("[\"e\"" + ("," + FIRST).repeat(11) + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true}",
                "{\"_placeholder\":true,\"num\":\"splice\"}",
                "{\"_placeholder\":true,\"num\":2}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":0.5}",
                "{\"_placeholder\":true,\"num\":0.0}",
                "{\"_placeholder\":true,\"num\":4294967296}",
                "{\"_placeholder\":true,\"num\":null}",
                "{\"_placeholder\":true,\"num\":{}}",
                "{\"_placeholder\":true,\"num\":0,\"x\":1}",
                "{\"_placeholder\":true,\"x\":1,\"num\":0}",
                "{\"num\":\"splice\",\"_placeholder\":true}",
                "{\"num\":0,\"_placeholder\":true,\"x\":1}",
                "{\"_placeholder\":true,\"_placeholder\":true,\"num\":0}",
                "{\"x\":1,\"_placeholder\":true,\"num\":99}",
                "{\"num\":0,\"x\":1,\"_placeholder\":true}",
                "{\"x\":{\"y\":[]},\"_placeholder\":true,\"num\":0}",
                "{\"x\":1,\"_pl\\u0061ceholder\":true,\"num\":99}",
                "{\"num\":[0],\"_placeholder\":true}",
                "{\"_placeholder\":false,\"num\":0}",
                "{\"_placeholder\":\"true\",\"num\":0}",
                "{\"_placeholder\":{\"a\":[1]},\"num\":0}",
                "{\"num\":0,\"_placeholder\":1}"
            })
    void aPlaceholderThatNamesNoAttachmentIsAFault(String placeholder) {
        fault("[\"e\"," + placeholder + "]");
        fault("[\"e\",1,{\"a\":[" + placeholder + "]}]", int.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"num\":7}", "{\"num\":[1,{\"num\":2}],\"b\":1}", "{\"a\":{\"num\":1,\"b\":{}},\"c\":[]}"
            })
    void otherObjectsStayAsTheyAre(String object) throws PacketFormatException {
        assertThat(read("[\"e\"," + object + "," + FIRST + "]", JsonNode.class, byte[].class)
                        .values()
                        .get(0))
                .hasToString(object);
    }

    @Test
    void withoutAttachmentsAPlaceholderIsAnObject() throws PacketFormatException {
        assertThat(reader.read(Codecs.event("[\"e\"," + FIRST + "]"), 1, types(JsonNode.class))
                        .values()
                        .get(0))
                .hasToString(FIRST);
    }

    @Test
    void attachmentsThatNobodyNamesAreIgnored() throws PacketFormatException {
        assertThat(read("[\"e\",1]", int.class).values()).containsExactly(1);
    }

    @Test
    void numbersBesideBytesKeepTheirDigits() throws PacketFormatException {
        assertThat(read("[\"e\"," + FIRST + ",0.1234567890123456789012345]", byte[].class, BigDecimal.class)
                        .values()
                        .get(1))
                .isEqualTo(new BigDecimal("0.1234567890123456789012345"));
    }

    @Test
    void whatDoesNotFitIsAMisfitAlsoBesideBytes() throws PacketFormatException {
        assertThat(read("[\"e\",{\"a\":[" + FIRST + "]}," + SECOND + "]", int.class, byte[].class)
                        .misfit())
                .hasMessage("argument 0 does not fit int");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"e\",#]x",
                "[\"e\",#]]",
                "[\"e\",#][]",
                "[\"e\",#",
                "[\"e\",#,]",
                "[\"e\",{\"num\"",
                "[\"e\",{\"num\":"
            })
    void whatIsNoJsonIsAFault(String payload) {
        fault(payload.replace("#", FIRST), byte[].class);
    }

    @Test
    void rawArgumentsHaveTheirBytes() throws PacketFormatException {
        RawArguments raw = reader.raw(event("[\"e\",1," + SECOND + ",{\"a\":" + FIRST + "}]"));
        assertThat(reader.<Integer>readOne(raw, 0, int.class)).isEqualTo(1);
        assertThat(reader.<byte[]>readOne(raw, 1, byte[].class)).isEqualTo(TWO);
        assertThat(reader.<JsonNode>readOne(raw, 2, JsonNode.class).get("a").binaryValue())
                .isEqualTo(ONE);
    }

    private Outcome read(String json, Class<?>... types) throws PacketFormatException {
        return reader.read(event(json), 1, types(types));
    }

    private void fault(String json, Class<?>... types) {
        assertThatExceptionOfType(PacketFormatException.class).isThrownBy(() -> read(json, types));
        assertThatExceptionOfType(PacketFormatException.class).isThrownBy(() -> reader.raw(event(json)));
    }

    private static ArgumentTypes types(Class<?>... types) {
        return new ArgumentTypes(Codecs.JSON, List.of(types));
    }

    private static Packet event(String json) {
        return Codecs.event(json, ONE, TWO);
    }
}
