package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the encoder writes, the decoder and the readers give back. */
class PacketRoundTripTest {
    private final PacketDecoder decoder = new PacketDecoder(false);
    private final ArgumentReader reader = new ArgumentReader(Codecs.JSON);
    private final EventNameReader names = new EventNameReader(Codecs.JSON);
    private final List<Packet> received = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void valuesOfChanceComeBack(long seed) throws PacketFormatException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            String namespace = random.nextBoolean() ? "/" : "/" + random.nextInt(99);
            long id = random.nextBoolean() ? -1 : random.nextLong(1L << 53);
            String name = "e" + RandomValues.text(random);
            List<@Nullable Object> values = new ArrayList<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                values.add(RandomValues.value(random, 4));
            }
            send(Codecs.encoder().event(namespace, id, name, values));
            Packet packet = received.remove(0);
            assertThat(packet.namespace() + packet.ackId()).isEqualTo(namespace + id);
            assertThat(names.read(packet.json())).isEqualTo(name);
            List<? extends Type> types = Collections.nCopies(values.size(), JsonNode.class);
            List<@Nullable Object> trees = new ArrayList<>();
            values.forEach(value -> trees.add(Codecs.JSON.mapper.valueToTree(value)));
            assertThat(reader.read(packet, 1, new ArgumentTypes(Codecs.JSON, types))
                            .values())
                    .usingElementComparator((a, b) -> String.valueOf(a).equals(String.valueOf(b)) ? 0 : 1)
                    .containsExactlyElementsOf(trees);
            send(Codecs.encoder().event(namespace, id, name, reader.raw(packet)));
            Packet again = received.remove(0);
            assertThat(again.json()).isEqualTo(packet.json());
            again.release();
            packet.release();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void bytesInWhateverDepthComeBack(long seed) throws PacketFormatException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 250; round++) {
            List<byte[]> sent = new ArrayList<>();
            Object value = withBytes(random, sent, 3);
            send(Codecs.encoder().ack("/", 7, Collections.singletonList(value)));
            Packet packet = received.remove(0);
            assertThat(packet.attachments().stream().map(ByteBufUtil::getBytes).toList())
                    .usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(sent);
            Object back = reader.read(packet, 0, new ArgumentTypes(Codecs.JSON, List.of(Object.class)))
                    .values()
                    .get(0);
            assertThat(back).usingRecursiveComparison().isEqualTo(value);
            packet.release();
        }
    }

    private static Object withBytes(SplittableRandom random, List<byte[]> sent, int depth) {
        int kind = random.nextInt(depth == 0 ? 2 : 4);
        if (kind == 0 && sent.size() < PacketDecoder.MAX_ATTACHMENTS) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            sent.add(bytes);
            return bytes;
        }
        if (kind < 2) {
            return "x" + random.nextInt(9);
        }
        List<Object> inner = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            inner.add(withBytes(random, sent, depth - 1));
        }
        if (kind == 2) {
            return inner;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        inner.forEach(value -> map.put("k" + map.size(), value));
        return map;
    }

    private void send(Encoded encoded) throws PacketFormatException {
        decoder.text(encoded.text(), packet -> received.add(packet.retain()));
        for (ByteBuf binary : encoded.binaries()) {
            decoder.binary(binary, packet -> received.add(packet.retain()));
            binary.release();
        }
        encoded.text().release();
    }
}
