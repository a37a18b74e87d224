package dev.socketwire.interop.parser;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.ArgumentTypes;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.EventNameReader;
import dev.socketwire.socketio.codec.JsonCodec;
import dev.socketwire.socketio.codec.JsonLimits;
import dev.socketwire.socketio.codec.PacketDecoder;
import dev.socketwire.socketio.codec.PacketEncoder;
import dev.socketwire.socketio.spi.WirePacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Our codec, as far as a message goes before it means anything, in the words of {@code parser.mjs}. */
final class OurParser {
    private static final JsonCodec JSON =
            JsonCodec.of(JsonMapper.builder().build(), JsonLimits.forMessagesOf(1_000_000));
    private static final PacketEncoder ENCODER = new PacketEncoder(JSON, new UnpooledByteBufAllocator(false));
    private static final ArgumentReader ARGUMENTS = new ArgumentReader(JSON);
    private static final EventNameReader NAMES = new EventNameReader(JSON);

    private OurParser() {}

    /** What each message has brought: a packet, none, or refused, which is the end. */
    static List<@Nullable Object> decode(List<Message> messages) {
        List<@Nullable Object> outcomes = new ArrayList<>();
        PacketDecoder decoder = new PacketDecoder(false);
        try {
            for (Message message : messages) {
                outcomes.add(outcome(decoder, message));
            }
        } catch (PacketFormatException | JacksonException e) {
            outcomes.add("refused");
        } finally {
            decoder.release();
        }
        return outcomes;
    }

    private static Object outcome(PacketDecoder decoder, Message message) throws PacketFormatException {
        List<dev.socketwire.socketio.codec.Packet> packets = new ArrayList<>(1);
        String text = message.text();
        if (text == null) {
            decoder.binary(Unpooled.wrappedBuffer(message.bytes()), packet -> packets.add(packet.retain()));
        } else {
            ByteBuf bytes = Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
            decoder.text(bytes, packet -> packets.add(packet.retain()));
        }
        return packets.isEmpty() ? "none" : packet(packets.get(0));
    }

    private static Object packet(dev.socketwire.socketio.codec.Packet packet) throws PacketFormatException {
        return Packet.told(
                WirePacket.Type.valueOf(packet.kind().name()).number(),
                packet.namespace(),
                packet.ackId(),
                data(packet));
    }

    private static @Nullable Object data(dev.socketwire.socketio.codec.Packet packet) throws PacketFormatException {
        ByteBuf json = packet.json();
        if (json == null) {
            return Values.nothing();
        }
        return switch (packet.kind()) {
            case CONNECT, DISCONNECT, CONNECT_ERROR -> {
                ARGUMENTS.check(json);
                yield Values.told(ARGUMENTS.readWhole(ByteBufUtil.getBytes(json), Object.class));
            }
            case EVENT -> {
                NAMES.read(json);
                yield values(packet, 1 + ARGUMENTS.raw(packet).size());
            }
            case ACK -> values(packet, ARGUMENTS.raw(packet).size());
        };
    }

    private static @Nullable Object values(dev.socketwire.socketio.codec.Packet packet, int count)
            throws PacketFormatException {
        ArgumentTypes types = new ArgumentTypes(JSON, Collections.nCopies(count, Object.class));
        ArgumentReader.Outcome outcome = ARGUMENTS.read(packet, 0, types);
        if (outcome.misfit() != null) {
            throw new AssertionError(outcome.misfit());
        }
        return Values.told(outcome.values());
    }

    /** A packet that a server sends. */
    static List<Message> encode(Packet packet) {
        String namespace = packet.namespace();
        Object data = packet.data().orElse(List.of());
        List<?> list = data instanceof List<?> values ? values : List.of();
        Map<?, ?> map = data instanceof Map<?, ?> members ? members : Map.of();
        return switch (packet.type()) {
            case Packet.CONNECT -> message(ENCODER.connected(namespace, (String) map.get("sid")));
            case Packet.DISCONNECT -> message(ENCODER.disconnected(namespace));
            case Packet.EVENT ->
                messages(ENCODER.event(namespace, packet.id(), (String) list.get(0), list.subList(1, list.size())));
            case Packet.ACK -> messages(ENCODER.ack(namespace, packet.id(), list));
            default -> message(ENCODER.connectError(namespace, (String) map.get("message"), map.get("data")));
        };
    }

    private static List<Message> messages(Encoded encoded) {
        List<Message> messages = new ArrayList<>(message(encoded.text()));
        for (ByteBuf binary : encoded.binaries()) {
            messages.add(Message.bytes(ByteBufUtil.getBytes(binary)));
        }
        return messages;
    }

    private static List<Message> message(ByteBuf text) {
        return List.of(Message.text(text.toString(StandardCharsets.UTF_8)));
    }
}
