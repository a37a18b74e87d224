package dev.socketwire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.ArgumentTypes;
import dev.socketwire.socketio.codec.EventNameReader;
import dev.socketwire.socketio.codec.JsonCodec;
import dev.socketwire.socketio.codec.JsonLimits;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.codec.PacketDecoder;
import dev.socketwire.socketio.codec.RawArguments;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that is read of the messages of one client, down to the arguments of its events. */
final class PacketHearing {
    static final JsonCodec JSON = JsonCodec.of(JsonMapper.builder().build(), JsonLimits.forMessagesOf(1_000_000));

    private static final ArgumentReader ARGUMENTS = new ArgumentReader(JSON);
    private static final EventNameReader NAMES = new EventNameReader(JSON);

    private final List<Heard> heard = new ArrayList<>();
    private final PacketDecoder decoder;

    /** A client of the older revision puts queries behind the names of namespaces. */
    PacketHearing(boolean queries) {
        decoder = new PacketDecoder(queries);
    }

    /**
     * A message.
     *
     * @param isText whether it is text, which is UTF-8 then
     */
    record Message(boolean isText, byte[] bytes) {}

    /**
     * A packet.
     *
     * @param name of an event, else empty
     * @param raw its arguments
     * @param values the same as trees
     */
    record Heard(
            Packet.Kind kind,
            String namespace,
            long ackId,
            String name,
            RawArguments raw,
            List<@Nullable Object> values) {}

    /** What was heard, up to the first message that is none. */
    static List<Heard> of(boolean queries, List<Message> messages) {
        PacketHearing hearing = new PacketHearing(queries);
        try {
            hearing.take(messages);
        } catch (PacketFormatException e) {
            assertThat(e.getMessage()).matches("[ -~]{1,100}");
        }
        return hearing.heard;
    }

    private void take(List<Message> messages) throws PacketFormatException {
        List<ByteBuf> lent = new ArrayList<>();
        List<Packet> complete = new ArrayList<>();
        try {
            for (Message message : messages) {
                ByteBuf bytes = new CountedBytes(message.bytes());
                lent.add(bytes);
                if (message.isText()) {
                    decoder.text(bytes, packet -> complete.add(packet.retain()));
                } else {
                    decoder.binary(bytes, packet -> complete.add(packet.retain()));
                }
                while (!complete.isEmpty()) {
                    hear(complete);
                }
            }
        } finally {
            decoder.release();
            complete.forEach(Packet::release);
            lent.forEach(bytes -> assertThat(bytes.refCnt()).isEqualTo(1));
        }
    }

    private void hear(List<Packet> complete) throws PacketFormatException {
        Packet packet = complete.get(0);
        assertThat(packet.attachments().size()).isLessThanOrEqualTo(PacketDecoder.MAX_ATTACHMENTS);
        if (packet.kind() == Packet.Kind.EVENT || packet.kind() == Packet.Kind.ACK) {
            heard.add(arguments(packet));
        } else if (packet.json() != null) {
            ARGUMENTS.check(packet.json());
        }
        complete.remove(0).release();
    }

    private static Heard arguments(Packet packet) throws PacketFormatException {
        int skip = packet.kind() == Packet.Kind.EVENT ? 1 : 0;
        ByteBuf json = packet.json();
        String name = skip == 0 || json == null ? "" : NAMES.read(json);
        RawArguments raw = ARGUMENTS.raw(packet);
        ArgumentReader.Outcome trees = ARGUMENTS.read(packet, skip, types(raw.size(), JsonNode.class));
        assertThat(trees.misfit()).isNull();
        texts(packet, skip, trees.values());
        return new Heard(packet.kind(), packet.namespace(), packet.ackId(), name, raw, trees.values());
    }

    /** Strings take a shorter way than trees, and mean the same. */
    private static void texts(Packet packet, int skip, List<@Nullable Object> trees) throws PacketFormatException {
        List<@Nullable Object> texts =
                ARGUMENTS.read(packet, skip, types(trees.size(), String.class)).values();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i) != null && trees.get(i) instanceof JsonNode tree && tree.isString()) {
                assertThat(texts.get(i)).isEqualTo(tree.stringValue());
            }
        }
    }

    private static ArgumentTypes types(int count, Class<?> type) {
        return new ArgumentTypes(JSON, Collections.nCopies(count, type));
    }
}
