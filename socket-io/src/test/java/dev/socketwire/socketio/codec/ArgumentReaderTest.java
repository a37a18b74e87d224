package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.codec.ArgumentReader.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

class ArgumentReaderTest {
    record Login(String name, int age) {}

    record Even(int number) {
        Even {
            if (number % 2 != 0) {
                throw new IllegalArgumentException(number + " is odd");
            }
        }
    }

    record Custom(String how) {}

    private final ArgumentReader reader = new ArgumentReader(Codecs.JSON);

    @Test
    void argumentsAreBoundToTheTypesOfTheListener() throws PacketFormatException {
        Outcome outcome = read(
                "[\"e\",\"a\",1,{\"name\":\"J\",\"age\":4},[1,2],true,0.5]",
                String.class,
                int.class,
                Login.class,
                int[].class,
                Boolean.class,
                double.class);
        assertThat(outcome.misfit()).isNull();
        assertThat(outcome.values()).containsExactly("a", 1, new Login("J", 4), new int[] {1, 2}, true, 0.5);
    }

    @Test
    void genericTypesAreBound() throws PacketFormatException {
        Type loginsByName = new TypeReference<Map<String, List<Login>>>() {}.getType();
        assertThat(loginsByName).isInstanceOf(ParameterizedType.class);
        assertThat(read("[\"e\",{\"a\":[{\"name\":\"J\",\"age\":4}]}]", loginsByName)
                        .values())
                .containsExactly(Map.of("a", List.of(new Login("J", 4))));
    }

    @Test
    void aTreeIsMadeWhereItIsAskedFor() throws PacketFormatException {
        Object tree = read("[\"e\",{\"a\":[1,null]}]", JsonNode.class).values().get(0);
        assertThat(tree).hasToString("{\"a\":[1,null]}");
    }

    @Test
    void fewerArgumentsAreNullAndMoreAreIgnored() throws PacketFormatException {
        assertThat(read("[\"e\"]", String.class, Login.class).values()).containsExactly(null, null);
        assertThat(read("[\"e\",\"a\",[{}],{},2]", String.class).values()).containsExactly("a");
        assertThat(read("[\"e\",null]", String.class).values()).containsExactly((Object) null);
    }

    @Test
    void aMissingPrimitiveIsAMisfit() throws PacketFormatException {
        assertThat(read("[\"e\"]", String.class, int.class).misfit()).hasMessage("argument 1 is missing, must be int");
        assertThat(read("[\"e\",null]", int.class).misfit()).isNotNull();
        assertThat(read("[\"e\"]", Integer.class).misfit()).isNull();
    }

    @Test
    void anAcknowledgementHasNoNameToSkip() throws PacketFormatException {
        ArgumentTypes types = new ArgumentTypes(Codecs.JSON, List.of(String.class, int.class));
        Outcome outcome = reader.read(Codecs.packet(Packet.Kind.ACK, "[\"a\",2]"), 0, types);
        assertThat(outcome.values()).containsExactly("a", 2);
        Packet nothing = new Packet(Packet.Kind.ACK, "/", 1, null, List.of());
        assertThat(reader.read(nothing, 0, types).misfit()).hasMessage("argument 1 is missing, must be int");
        assertThat(reader.read(nothing, 0, new ArgumentTypes(Codecs.JSON, List.of(String.class)))
                        .values())
                .containsExactly((Object) null);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`\"x\"`", "`{\"a\":[1,{\"b\":[2]}]}`", "`[1,[2,[3]]]`", "99999999999", "`1e400`", "true"})
    void whatDoesNotFitIsAResultAndNoFault(String argument) throws PacketFormatException {
        assertThat(read("[\"e\"," + argument + ",\"next\"]", int.class, String.class)
                        .misfit())
                .hasMessage("argument 0 does not fit int");
    }

    @Test
    void whatThrowsInTheProgramsOwnTypesIsAMisfit() throws PacketFormatException {
        assertThat(read("[\"e\",{\"number\":3},1]", Even.class, int.class).misfit())
                .hasMessageStartingWith("argument 0 does not fit");
        assertThat(read("[\"e\",\"no base64!\"]", byte[].class).misfit()).hasMessage("argument 0 does not fit byte[]");
        Outcome outcome = readCustom("[\"e\",{\"a\":1}]", (parser, context) -> {
            throw new IllegalStateException("boom");
        });
        assertThat(outcome.misfit()).hasMessageStartingWith("argument 0 does not fit");
    }

    @Test
    void aMisfitDoesNotHideThatTheRestIsNoJson() {
        fault("[\"e\",\"x\",}", int.class);
        fault("[\"e\",\"x\"]x", int.class);
        fault("[\"e\",{\"a\":[1,{\"b\":", int.class);
    }

    @Test
    void aDeserializerOfTheProgramMayAskItsParser() throws PacketFormatException {
        assertThat(customValue(
                        (parser, context) -> new Custom(parser.readValueAsTree().toString())))
                .isEqualTo(new Custom("{\"a\":[1]}"));
        assertThat(customValue((parser, context) ->
                        new Custom(parser.readValueAs(Map.class).toString())))
                .isEqualTo(new Custom("{a=[1]}"));
        assertThat(customValue((parser, context) ->
                        new Custom(parser.readValueAs(new TypeReference<Map<String, List<Integer>>>() {})
                                .toString())))
                .isEqualTo(new Custom("{a=[1]}"));
        assertThat(customValue((parser, context) -> new Custom(
                        parser.readValueAs(context.constructType(Map.class)).toString())))
                .isEqualTo(new Custom("{a=[1]}"));
    }

    @Test
    void aDeserializerThatReadsTooFarDoesNotHangTheLane() {
        assertThatExceptionOfType(PacketFormatException.class)
                .isThrownBy(() -> readCustom("[\"e\",{\"a\":1},2]", (parser, context) -> {
                    JsonToken last = parser.currentToken();
                    while (last != null) {
                        last = parser.nextToken();
                    }
                    return new Custom("all");
                }));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1022, 1023, 1024, 5000, 100_000})
    void payloadsOutsideTheHeapAreReadAsTheyStand(int letters) throws PacketFormatException {
        String json = "[\"e\",{\"name\":\"" + "n".repeat(letters) + "é\",\"age\":4}]";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ByteBuf payload = ByteBufAllocator.DEFAULT
                .directBuffer()
                .writeZero(3)
                .writeBytes(bytes)
                .writeByte('x');
        payload.setIndex(3, 3 + bytes.length);
        Packet packet = new Packet(Packet.Kind.EVENT, "/", -1, payload, List.of());
        assertThat(reader.read(packet, 1, new ArgumentTypes(Codecs.JSON, List.of(Login.class)))
                        .values())
                .containsExactly(new Login("n".repeat(letters) + "é", 4));
        reader.check(payload);
        assertThat(reader.raw(packet).size()).isEqualTo(1);
        assertThat(payload.readerIndex()).isEqualTo(3);
        assertThat(payload.refCnt()).isEqualTo(1);
        payload.release();
    }

    @Test
    void payloadsWithinALargerArrayAreReadAsTheyStand() throws PacketFormatException {
        ByteBuf payload =
                Codecs.bytes("]]]]][\"e\",7]]]]]]").slice(3, 11).skipBytes(2).readSlice(7);
        Packet packet = new Packet(Packet.Kind.EVENT, "/", -1, payload, List.of());
        assertThat(reader.read(packet, 1, new ArgumentTypes(Codecs.JSON, List.of(int.class)))
                        .values())
                .containsExactly(7);
    }

    @Test
    void rawArgumentsAreBoundOneByOne() throws PacketFormatException {
        RawArguments raw =
                reader.raw(Codecs.event("[ \"e\" , 1 , \"a,]\" , {\"name\":\"J\",\"age\":4} ,[ 1,2 ] , null , 1.25 ]"));
        assertThat(raw.size()).isEqualTo(6);
        assertThat(reader.<Integer>readOne(raw, 0, int.class)).isEqualTo(1);
        assertThat(reader.<String>readOne(raw, 1, String.class)).isEqualTo("a,]");
        assertThat(reader.<Login>readOne(raw, 2, Login.class)).isEqualTo(new Login("J", 4));
        assertThat(reader.<int[]>readOne(raw, 3, int[].class)).containsExactly(1, 2);
        assertThat(reader.<@Nullable Object>readOne(raw, 4, Object.class)).isNull();
        assertThat(reader.<BigDecimal>readOne(raw, 5, BigDecimal.class)).isEqualTo("1.25");
        assertThatThrownBy(() -> reader.readOne(raw, 6, Object.class)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.readOne(raw, -1, Object.class)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.readOne(raw, 1, int.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void rawArgumentsMayBeNone() throws PacketFormatException {
        assertThat(reader.raw(Codecs.event("[\"e\"]")).size()).isZero();
        assertThat(reader.raw(new Packet(Packet.Kind.ACK, "/", 1, null, List.of()))
                        .size())
                .isZero();
        assertThat(reader.raw(Codecs.packet(Packet.Kind.ACK, "[1,2]")).size()).isEqualTo(2);
    }

    @Test
    void theAuthOfAClientIsBoundAsAWhole() {
        byte[] auth = "{\"name\":\"J\",\"age\":4}".getBytes(StandardCharsets.UTF_8);
        assertThat(reader.<Login>readWhole(auth, Login.class)).isEqualTo(new Login("J", 4));
        assertThatThrownBy(() -> reader.readWhole(auth, int.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void namesOfClassesInThePayloadAreOrdinaryMembers() throws PacketFormatException {
        Object value = read(
                        "[\"e\",{\"@class\":\"java.io.File\",\"@type\":\"x\",\"__proto__\":{\"a\":1}}]", Object.class)
                .values()
                .get(0);
        assertThat(value).isEqualTo(Map.of("@class", "java.io.File", "@type", "x", "__proto__", Map.of("a", 1)));
    }

    private Outcome read(String json, Type... types) throws PacketFormatException {
        return reader.read(Codecs.event(json), 1, new ArgumentTypes(Codecs.JSON, List.of(types)));
    }

    private void fault(String json, Type... types) {
        assertThatExceptionOfType(PacketFormatException.class).isThrownBy(() -> read(json, types));
    }

    private static @Nullable Object customValue(Reading reading) throws PacketFormatException {
        Outcome outcome = readCustom("[\"e\",{\"a\":[1]}]", reading);
        assertThat(outcome.misfit()).isNull();
        return outcome.values().get(0);
    }

    /** Binds an argument to a type that the program reads by itself. */
    private static Outcome readCustom(String json, Reading reading) throws PacketFormatException {
        SimpleModule module = new SimpleModule().addDeserializer(Custom.class, new ValueDeserializer<>() {
            @Override
            public Custom deserialize(JsonParser parser, DeserializationContext context) {
                return reading.read(parser, context);
            }
        });
        JsonCodec codec = Codecs.of(JsonMapper.builder().addModule(module).build());
        return new ArgumentReader(codec).read(Codecs.event(json), 1, new ArgumentTypes(codec, List.of(Custom.class)));
    }

    private interface Reading {
        Custom read(JsonParser parser, DeserializationContext context);
    }
}
