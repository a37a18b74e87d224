package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.testkit.Hex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

class PacketEncoderTest {
    record Point(int y, double x) {}

    record Picture(String name, byte[] data) {}

    record Streamed(InputStream from, int length) {}

    private final PacketEncoder encoder = Codecs.encoder();

    @Test
    void theAnswerToAConnectHasTheId() {
        assertThat(Codecs.text(encoder.connected("/", "aZ_-9"))).isEqualTo("0{\"sid\":\"aZ_-9\"}");
        assertThat(Codecs.text(encoder.connected("/admin", "x"))).isEqualTo("0/admin,{\"sid\":\"x\"}");
        assertThat(Codecs.text(encoder.connected("/été", "x"))).isEqualTo("0/été,{\"sid\":\"x\"}");
    }

    @Test
    void aRefusalHasItsMessageAndItsDataWhereThereIsAny() {
        assertThat(Codecs.text(encoder.connectError("/", "no \"way\"", null)))
                .isEqualTo("4{\"message\":\"no \\\"way\\\"\"}");
        assertThat(Codecs.text(encoder.connectError("/a", "no", Map.of("code", 4001.0))))
                .isEqualTo("4/a,{\"message\":\"no\",\"data\":{\"code\":4001}}");
    }

    @Test
    void bytesInARefusalAreBase64ForItCannotHaveAttachments() {
        assertThat(Codecs.text(encoder.connectError("/", "no", new byte[] {1, 2, 3})))
                .isEqualTo("4{\"message\":\"no\",\"data\":\"AQID\"}");
    }

    @Test
    void aDisconnectIsAType() {
        assertThat(Codecs.text(encoder.disconnected("/"))).isEqualTo("1");
        assertThat(Codecs.text(encoder.disconnected("/admin"))).isEqualTo("1/admin,");
    }

    @Test
    void anEventHasNamespaceIdNameAndArguments() {
        assertThat(event()).isEqualTo("2[\"e\"]");
        assertThat(event("a", 1, 2L, true, null, 0.5)).isEqualTo("2[\"e\",\"a\",1,2,true,null,0.5]");
        assertThat(Codecs.text(encoder.event("/n", 0, "e", List.of()).text())).isEqualTo("2/n,0[\"e\"]");
        assertThat(Codecs.text(encoder.event("/", 123, "e\n", List.of(1)).text()))
                .isEqualTo("2123[\"e\\n\",1]");
    }

    @Test
    void anAcknowledgementHasItsIdAndArguments() {
        assertThat(Codecs.text(encoder.ack("/", 0, List.of()).text())).isEqualTo("30[]");
        assertThat(Codecs.text(
                        encoder.ack("/n", 9007199254740991L, List.of("a", 1)).text()))
                .isEqualTo("3/n,9007199254740991[\"a\",1]");
    }

    @Test
    void numbersLookAsInJavaScriptInWhateverTypeTheyStand() {
        assertThat(event(1.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e21))
                .isEqualTo("2[\"e\",1,0,null,null,1e+21]");
        assertThat(event(1f, Float.NaN, 0.1f)).isEqualTo("2[\"e\",1,null,0.1]");
        assertThat(event((Object) new double[] {9, 1, -0.0, Double.NaN, 1e-7, 1e300}))
                .isEqualTo("2[\"e\",[9,1,0,null,1e-7,1e+300]]");
        assertThat(event((Object) new float[] {1f, 0.5f})).isEqualTo("2[\"e\",[1,0.5]]");
        assertThat(event((Object) new Double[] {1.0})).isEqualTo("2[\"e\",[1]]");
        assertThat(event(new Point(1, 2))).isEqualTo("2[\"e\",{\"y\":1,\"x\":2}]");
        assertThat(event(Codecs.JSON.mapper.readTree("[1.0,{\"a\":2e30}]"))).isEqualTo("2[\"e\",[1,{\"a\":2e+30}]]");
        assertThat(event(new BigDecimal("1.50"), Long.MIN_VALUE, (short) 3, (byte) 4))
                .isEqualTo("2[\"e\",1.50,-9223372036854775808,3,4]");
    }

    @Test
    void textLooksAsInJavaScriptInWhateverTypeItStands() {
        String odd = "a/\u001f\u2028\ud800\"";
        String json = "\"a/\\u001f\u2028\\ud800\\\"\"";
        assertThat(event(odd)).isEqualTo("2[\"e\"," + json + "]");
        assertThat(event(List.of(odd))).isEqualTo("2[\"e\",[" + json + "]]");
        assertThat(event((Object) new String[] {odd})).isEqualTo("2[\"e\",[" + json + "]]");
        assertThat(event(Map.of(odd, odd))).isEqualTo("2[\"e\",{" + json + ":" + json + "}]");
        assertThat(event(Codecs.JSON.mapper.createArrayNode().add(odd))).isEqualTo("2[\"e\",[" + json + "]]");
        assertThat(event('c', Optional.of("x"), Optional.empty(), Instant.EPOCH))
                .isEqualTo("2[\"e\",\"c\",\"x\",null,\"1970-01-01T00:00:00Z\"]");
    }

    @Test
    void theLayoutIsOursWhateverTheMapperOfTheProgramSays() {
        JsonMapper pretty = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(JsonWriteFeature.QUOTE_PROPERTY_NAMES)
                .enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                .build();
        PacketEncoder theirs = new PacketEncoder(Codecs.of(pretty), ByteBufAllocator.DEFAULT);
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("z", List.of("/", "😀"));
        value.put("a", 1);
        assertThat(Codecs.text(theirs.event("/", -1, "e", List.of(value)).text()))
                .isEqualTo("2[\"e\",{\"z\":[\"/\",\"😀\"],\"a\":1}]");
    }

    @Test
    void bytesBecomeAttachmentsInTheOrderOfTheirPlaces() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", new byte[] {2});
        map.put("a", List.of(new Picture("p", new byte[] {3}), ByteBuffer.wrap(new byte[] {4, 5})));
        assertThat(binaryEvent(
                        new byte[] {1},
                        "x",
                        map,
                        Codecs.JSON.mapper.getNodeFactory().binaryNode(new byte[] {6})))
                .isEqualTo("55-[\"e\",{\"_placeholder\":true,\"num\":0},\"x\","
                        + "{\"z\":{\"_placeholder\":true,\"num\":1},\"a\":[{\"name\":\"p\",\"data\":"
                        + "{\"_placeholder\":true,\"num\":2}},{\"_placeholder\":true,\"num\":3}]},"
                        + "{\"_placeholder\":true,\"num\":4}] +01 +02 +03 +0405 +06");
    }

    @Test
    void moreThanNineAttachmentsAreCountedInTwoDigits() {
        Object[] ten = new Object[10];
        Arrays.fill(ten, new byte[] {7});
        assertThat(binaryEvent(ten)).startsWith("510-[\"e\",{").endsWith("\"num\":9}]" + " +07".repeat(10));
    }

    @Test
    void anAcknowledgementWithBytesIsOfTypeSix() {
        assertThat(binary(encoder.ack("/n", 4, List.of(new byte[] {1}))))
                .isEqualTo("61-/n,4[{\"_placeholder\":true,\"num\":0}] +01");
    }

    @Test
    void whatIsSentDoesNotChangeWithTheArrayItCameFrom() {
        byte[] mine = {1};
        Encoded encoded = encoder.event("/", -1, "e", List.of(mine));
        mine[0] = 2;
        assertThat(binary(encoded)).endsWith(" +01");
    }

    @Test
    void aSerializerMayWriteBytesFromAStream() throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new SimpleModule().addSerializer(Streamed.class, new ValueSerializer<>() {
                    @Override
                    public void serialize(Streamed value, JsonGenerator out, SerializationContext context) {
                        out.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, value.from(), value.length());
                    }
                }))
                .build();
        PacketEncoder theirs = new PacketEncoder(Codecs.of(mapper), ByteBufAllocator.DEFAULT);
        InputStream three = new ByteArrayInputStream(new byte[] {1, 2, 3});
        assertThat(binary(theirs.event("/", -1, "e", List.of(new Streamed(three, 2), new Streamed(three, -1)))))
                .startsWith("52-")
                .endsWith(" +0102 +03");
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        assertThatThrownBy(() -> theirs.event("/", -1, "e", List.of(new Streamed(broken, -1))))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void rawArgumentsGoOnAsTheyCame() throws PacketFormatException {
        ArgumentReader reader = new ArgumentReader(Codecs.JSON);
        RawArguments two = reader.raw(Codecs.event("[\"x\", 1.0 , {\"a\" : 1}]"));
        assertThat(Codecs.text(encoder.ack("/", 3, two).text())).isEqualTo("33[1.0 , {\"a\" : 1}]");
        assertThat(Codecs.text(encoder.event("/n", -1, "y", two).text())).isEqualTo("2/n,[\"y\",1.0 , {\"a\" : 1}]");
        RawArguments none = reader.raw(Codecs.event("[\"x\"]"));
        assertThat(Codecs.text(encoder.ack("/", 3, none).text())).isEqualTo("33[]");
        assertThat(Codecs.text(encoder.event("/", 4, "y", none).text())).isEqualTo("24[\"y\"]");
        RawArguments bytes = reader.raw(Codecs.event("[\"x\",{\"_placeholder\":true,\"num\":0}]", new byte[] {9}));
        assertThat(binary(encoder.ack("/", 3, bytes))).isEqualTo("61-3[{\"_placeholder\":true,\"num\":0}] +09");
        assertThat(binary(encoder.event("/", -1, "y", bytes)))
                .isEqualTo("51-[\"y\",{\"_placeholder\":true,\"num\":0}] +09");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10})
    void theRoomForAFrameHeaderIsInFront(int attachments) {
        Object[] arguments = new Object[attachments];
        Arrays.fill(arguments, new byte[0]);
        Encoded encoded = encoder.event("/n", 1, "e", List.of(arguments));
        assertThat(encoded.text().readerIndex()).isGreaterThanOrEqualTo(Session.HEADROOM);
        assertThat(encoded.text().refCnt()).isEqualTo(1);
        encoded.text().release();
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        List<Object> arguments = List.of("a", new Picture("p", new byte[] {1}), 2.0);
        assertThat(binary(encoder.event("/", -1, "e", arguments)))
                .isEqualTo(binary(encoder.event("/", -1, "e", arguments)));
    }

    @Test
    void whatCannotBeWrittenIsThrownAndNothingIsLeftOver() {
        UnpooledByteBufAllocator counted = new UnpooledByteBufAllocator(false);
        PacketEncoder strict = new PacketEncoder(Codecs.JSON, counted);
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThatThrownBy(() -> strict.event("/", -1, "e", List.of(new byte[] {1}, self)))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> strict.ack("/", 1, List.of(self))).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> strict.connectError("/", "no", self)).isInstanceOf(JacksonException.class);
        assertThat(counted.metric().usedDirectMemory() + counted.metric().usedHeapMemory())
                .isZero();
    }

    private String event(@Nullable Object... arguments) {
        Encoded encoded = encoder.event("/", -1, "e", Arrays.asList(arguments));
        assertThat(encoded.binaries()).isEmpty();
        return Codecs.text(encoded.text());
    }

    private String binaryEvent(Object... arguments) {
        return binary(encoder.event("/", -1, "e", List.of(arguments)));
    }

    private static String binary(Encoded encoded) {
        StringBuilder all = new StringBuilder(Codecs.text(encoded.text()));
        for (ByteBuf attachment : encoded.binaries()) {
            all.append(" +").append(Hex.of(attachment));
            attachment.release();
        }
        return all.toString();
    }
}
