package dev.socketwire.socketio.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import dev.socketwire.testkit.Hex;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code socket.io-msgpack-parser} 3.0.2 has on the wire, seen there, both ways. */
class MsgpackParserTest {
    private static final String GOLDEN_EVENT = "83a47479706502a46461746193a568656c6c6f0181a161c40101a36e7370a12f";
    private static final String GOLDEN_CONNECT = "83a47479706500a46461746180a36e7370a62f61646d696e";
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    @Test
    void anEventIsWrittenAsTheReferenceWritesIt() {
        assertThat(Packets.encoded(Packets.of(
                        WirePacket.Type.EVENT, "/", "[\"hello\",1,{\"a\":" + PLACEHOLDER + "}]", new byte[] {1})))
                .isEqualTo(GOLDEN_EVENT);
    }

    @Test
    void anEventIsRead() throws PacketFormatException {
        WirePacket packet = Packets.decoded(GOLDEN_EVENT);
        assertThat(packet.type()).isEqualTo(WirePacket.Type.EVENT);
        assertThat(packet.namespace()).isEqualTo("/");
        assertThat(packet.id()).isEmpty();
        assertThat(Packets.json(packet)).isEqualTo("[\"hello\",1,{\"a\":" + PLACEHOLDER + "}]");
        assertThat(packet.data().orElseThrow().attachments()).containsExactly(new byte[] {1});
    }

    @Test
    void aConnectIsRead() throws PacketFormatException {
        WirePacket packet = Packets.decoded(GOLDEN_CONNECT);
        assertThat(packet.type()).isEqualTo(WirePacket.Type.CONNECT);
        assertThat(packet.namespace()).isEqualTo("/admin");
        assertThat(Packets.json(packet)).isEqualTo("{}");
        assertThat(Packets.encoded(packet)).isEqualTo(GOLDEN_CONNECT);
    }

    @Test
    void aPacketWithoutDataHasNone() throws PacketFormatException {
        WirePacket left = new WirePacket(WirePacket.Type.DISCONNECT, "/a", OptionalLong.empty(), Optional.empty());
        assertThat(Packets.encoded(left)).isEqualTo("82a47479706501a36e7370a22f61");
        assertThat(Packets.decoded("82a47479706501a36e7370a22f61")).isEqualTo(left);
        // As JavaScript says that there is none.
        assertThat(Packets.decoded("83a47479706501a464617461d40000a36e7370a22f61"))
                .isEqualTo(left);
    }

    @Test
    void anIdIsWrittenAndRead() throws PacketFormatException {
        String hex = "84a47479706503a46461746191c0a26964cd0100a36e7370a12f";
        assertThat(Packets.encoded(Packets.withId(WirePacket.Type.ACK, 256, "[null]")))
                .isEqualTo(hex);
        assertThat(Packets.decoded(hex).id()).hasValue(256);
        assertThat(Packets.decoded("83a47479706501a26964d40000a36e7370a12f").id())
                .as("undefined")
                .isEmpty();
    }

    @Test
    void keysMayStandInAnyOrderAndOthersAreNotHeard() throws PacketFormatException {
        String options = "a76f7074696f6e73 81a8636f6d7072657373c3";
        WirePacket packet = Packets.decoded("85 a36e7370a12f a46461746191a161" + options + "a2696407 a47479706502");
        assertThat(packet.type()).isEqualTo(WirePacket.Type.EVENT);
        assertThat(packet.id()).hasValue(7);
        assertThat(Packets.json(packet)).isEqualTo("[\"a\"]");
        assertThat(Packets.json(
                        Packets.decoded("84 a178 82 01 9101 02 dc000101 a47479706502 a36e7370a12f a46461746191a161")))
                .isEqualTo("[\"a\"]");
    }

    /** Left what the client has, in the middle what it sends, right what a listener is told. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0                 | 00                     | 0",
                "127               | 7f                     | 127",
                "128               | cc80                   | 128",
                "256               | cd0100                 | 256",
                "65536             | ce00010000             | 65536",
                "2^32              | cf0000000100000000     | 4294967296",
                "2^53              | cf0020000000000000     | 9007199254740992",
                "-1                | ff                     | -1",
                "-32               | e0                     | -32",
                "-33               | d0df                   | -33",
                "-129              | d1ff7f                 | -129",
                "-32769            | d2ffff7fff             | -32769",
                "-2^53             | d3ffe0000000000000     | -9007199254740992",
                "1.5               | cb3ff8000000000000     | 1.5",
                "-0.001            | cbbf50624dd2f1a9fc     | -0.001",
                "null              | c0                     | null",
                "true              | c3                     | true",
                "false             | c2                     | false",
                "a                 | a161                   | \"a\"",
                "empty text        | a0                     | \"\"",
                "an emoji          | a4f09f9880             | \"😀\"",
                "empty list        | 90                     | []",
                "empty object      | 80                     | {}",
                "nested            | 9291c081a16190         | [[null],{\"a\":[]}]",
            })
    void valuesAreReadAndWrittenAsClientsWriteThem(String name, String hex, String json) throws PacketFormatException {
        assertThat(Packets.json(hex)).isEqualTo(json);
        assertThat(Packets.encoded(Packets.of(WirePacket.Type.EVENT, "/", "[" + json + "]")))
                .isEqualTo(Hex.of(Packets.event(hex)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "undefined in a list       | 91d40000                        | [null]",
                "undefined in an object    | 82a161d40000a16201              | {\"b\":1}",
                "nothing but undefined     | 81a161d40000                    | {}",
                "NaN                       | cb7ff8000000000000              | null",
                "-Infinity                 | cbfff0000000000000              | null",
                "a float                   | ca3fc00000                      | 1.5",
                "a double that is whole    | cb4000000000000000              | 2",
                "a great double            | cb7e37e43c8800759c              | 1.0E300",
                "2^64 - 1                  | cfffffffffffffffff              | 18446744073709551615",
                "2^53 + 1                  | cf0020000000000001              | 9007199254740993",
                "-2^63                     | d38000000000000000              | -9223372036854775808",
                "Date                      | d70000000000000005dc            | \"1970-01-01T00:00:01.500Z\"",
                "Date before 1970          | d700ffffffffffffffff            | \"1969-12-31T23:59:59.999Z\"",
                "Date that is none         | d7007fffffffffffffff            | null",
                "integers as keys          | 8201a161ffa162                  | {\"1\":\"a\",\"-1\":\"b\"}",
                "text that JSON escapes    | a722005c1f0a2f7f                | \"\\\"\\u0000\\\\\\u001f\\u000a/\u007f\"",
                "text with a long head     | d90161                          | \"a\"",
                "a list with a long head   | dd00000001c0                    | [null]",
                "an object, long head      | df00000001a161c0                | {\"a\":null}",
                "looks like a placeholder  | 81ac5f706c616365686f6c646572c3  | {\"_placeholder\":true}",
            })
    void valuesThatJsonHasNotAreReadAsJavaScriptWritesThem(String name, String hex, String json)
            throws PacketFormatException {
        assertThat(Packets.json(hex)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c4020102", "c500020102", "c6000000020102", "c702000102", "c80002000102", "c90000000200 0102"})
    void bytesAreReadWhateverTheirHead(String hex) throws PacketFormatException {
        Payload payload = Packets.PARSER.decode(Packets.event(hex)).data().orElseThrow();
        assertThat(payload.attachments()).containsExactly(new byte[] {1, 2});
        assertThat(Packets.json(hex)).isEqualTo(PLACEHOLDER);
    }

    @ParameterizedTest
    @CsvSource({"d5000102, 0", "d6ff00000000, -1", "d40509, 5", "c70005, 5", "d80000112233445566778899aabbccddeeff, 0"})
    void otherExtensionsAreTheirTypeAndTheirBytes(String hex, int type) throws PacketFormatException {
        assertThat(Packets.json(hex)).isEqualTo("[" + type + "," + PLACEHOLDER + "]");
    }

    @Test
    void bytesAreWrittenAsBytesWhereverTheyStand() {
        byte[] big = new byte[300];
        String written = Packets.encoded(Packets.of(
                WirePacket.Type.EVENT,
                "/",
                "[{\"num\":1,\"_placeholder\":true},[{\"_placeholder\":true,\"num\":0}],{\"_placeholder\":true,\"num\":0}]",
                new byte[] {7},
                big));
        assertThat(written).startsWith("83a47479706502a46461746193c5012c00").endsWith("91c40107c40107a36e7370a12f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":1}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":0,\"x\":0}",
                "{\"_placeholder\":false,\"num\":0}",
                "{\"_placeholder\":true}",
                "{\"x\":{\"num\":0},\"_placeholder\":true}",
                "{\"num\":0,\"x\":[true]}"
            })
    void whatOnlyLooksLikeAPlaceholderStaysWhatItIs(String json) throws PacketFormatException {
        byte[] written =
                Packets.PARSER.encode(Packets.of(WirePacket.Type.EVENT, "/", "[" + json + "]", new byte[] {7}));
        assertThat(Packets.json(Packets.PARSER.decode(written))).isEqualTo("[" + json + "]");
    }

    @Test
    void numbersBeyondSixtyFourBitsBecomeDoubles() throws PacketFormatException {
        assertThat(roundTrip("[18446744073709551615,18446744073709551616,-9223372036854775809,1e3,2.0]"))
                .isEqualTo("[18446744073709551615,1.8446744073709552E19,-9.223372036854776E18,1000,2]");
    }

    @Test
    void longContainersAndTextsHaveLongHeads() throws PacketFormatException {
        for (int size : new int[] {15, 16, 31, 32, 255, 256, 65_535, 65_536}) {
            String text = "x".repeat(size);
            String list = "[" + "0,".repeat(size - 1) + "0]";
            assertThat(roundTrip("[\"" + text + "\"," + list + "]")).isEqualTo("[\"" + text + "\"," + list + "]");
        }
    }

    @Test
    void moreAttachmentsThanStockClientsTakeWithoutAParser() throws PacketFormatException {
        byte[][] many = new byte[40][1];
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < many.length; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"_placeholder\":true,\"num\":")
                    .append(i)
                    .append('}');
        }
        WirePacket read = Packets.PARSER.decode(Packets.PARSER.encode(
                Packets.of(WirePacket.Type.EVENT, "/", json.append(']').toString(), many)));
        assertThat(read.data().orElseThrow().attachments()).hasSize(40);
    }

    @Test
    void bytesBesideAKeyThatMeansAPlaceholderAreRefused() {
        assertThatExceptionOfType(PacketFormatException.class)
                .isThrownBy(() -> Packets.json("92 81ac5f706c616365686f6c646572c3 c40100"))
                .withMessage("map has a key _placeholder beside bytes");
    }

    private static String roundTrip(String json) throws PacketFormatException {
        return Packets.json(Packets.PARSER.decode(Packets.PARSER.encode(Packets.of(WirePacket.Type.EVENT, "/", json))));
    }
}
