package dev.socketwire.socketio.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.spi.WirePacket;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** Another implementation of msgpack reads what we write and writes what we read, value by value. */
class AnotherReaderTest {
    private final SplittableRandom random = new SplittableRandom(42);

    @Test
    void readsTheJsonThatWeWrote() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            String json = "[" + value(4) + "," + value(4) + "]";
            try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(
                    Packets.PARSER.encode(Packets.of(WirePacket.Type.EVENT, "/", json)))) {
                assertThat(unpacker.unpackValue().toJson())
                        .isEqualTo("{\"type\":2,\"data\":" + json + ",\"nsp\":\"/\"}");
                assertThat(unpacker.hasNext()).isFalse();
            }
        }
    }

    @Test
    void writesWhatWeRead() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            long number = random.nextLong() >> random.nextInt(64);
            double real = random.nextInt() + 0.25;
            float small = random.nextInt(1000) + 0.5f;
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            String text = text();
            MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
            packer.packMapHeader(3).packString("type").packDouble(2);
            packer.packString("nsp").packString("/");
            packer.packString("data").packArrayHeader(5);
            packer.packLong(number).packDouble(real).packFloat(small).packString(text);
            packer.packBinaryHeader(bytes.length).writePayload(bytes);
            packer.close();
            var packet = Packets.PARSER.decode(packer.toByteArray());
            assertThat(Packets.json(packet))
                    .isEqualTo("[" + number + "," + real + "," + small + ",\"" + text
                            + "\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(packet.data().orElseThrow().attachments()).containsExactly(bytes);
        }
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 3 -> Double.toString(random.nextInt(1_000_000) + 0.5);
            case 4, 5 -> '"' + text() + '"';
            case 6 -> values(depth - 1);
            default -> members(depth - 1);
        };
    }

    private String values(int depth) {
        StringBuilder list = new StringBuilder("[");
        for (int i = random.nextInt(20); i > 0; i--) {
            list.append(value(Math.min(depth, 1))).append(i == 1 ? "" : ",");
        }
        return list.append(']').toString();
    }

    private String members(int depth) {
        StringBuilder map = new StringBuilder("{");
        for (int i = random.nextInt(20); i > 0; i--) {
            map.append('"').append(i).append(text()).append("\":").append(value(Math.min(depth, 1)));
            map.append(i == 1 ? "" : ",");
        }
        return map.append('}').toString();
    }

    private String text() {
        String letters = "abc é€日😀";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.appendCodePoint(letters.codePointAt(random.nextInt(letters.length() - 2)));
        }
        return text.toString();
    }
}
