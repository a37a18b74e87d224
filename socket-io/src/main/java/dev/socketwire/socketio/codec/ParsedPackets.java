package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.spi.Parser;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The packets of a server whose clients do not speak as they do by default: what a {@link Parser} has read is checked, and
 * what our encoder has written is handed to it. Any thread.
 */
public final class ParsedPackets {
    /** Binary events and acknowledgements are so much above their plain siblings. */
    private static final int BINARY = 3;

    private final Parser parser;

    /** Packets as that parser has them. */
    public ParsedPackets(Parser parser) {
        this.parser = parser;
    }

    /**
     * Reads a message.
     *
     * @param message borrowed
     * @param sink told of the packet, which is lent for the call
     * @throws PacketFormatException where it is no packet
     */
    public void read(ByteBuf message, Consumer<Packet> sink) throws PacketFormatException {
        WirePacket read = parser.decode(ByteBufUtil.getBytes(message));
        long id = read.id().orElse(-1);
        if (read.id().isPresent() && (id < 0 || id > PacketDecoder.MAX_ACK_ID)) {
            throw new PacketFormatException("acknowledgement id must be from 0 to " + PacketDecoder.MAX_ACK_ID);
        }
        NamespacePath.check(read.namespace());
        Packet packet = packet(Packet.Kind.valueOf(read.type().name()), read.namespace(), id, read.data());
        PacketDecoder.checkPayload(packet);
        if (!packet.attachments().isEmpty() && packet.kind() == Packet.Kind.CONNECT) {
            throw new PacketFormatException("CONNECT with bytes");
        }
        sink.accept(packet);
    }

    /** A packet of ours as one message. */
    public Encoded write(WirePacket packet) {
        return new Encoded(Unpooled.EMPTY_BUFFER, List.of(Unpooled.wrappedBuffer(parser.encode(packet))));
    }

    /**
     * A packet of ours as one message.
     *
     * @param encoded taken
     */
    public Encoded write(Encoded encoded) {
        return write(described(encoded));
    }

    /**
     * A packet of ours as parsers see it.
     *
     * @param encoded taken
     */
    public static WirePacket described(Encoded encoded) {
        try {
            return read(encoded.text(), encoded.binaries());
        } finally {
            encoded.release();
        }
    }

    /** Nobody needs to release it. */
    private static Packet packet(Packet.Kind kind, String namespace, long id, Optional<Payload> data) {
        if (data.isEmpty()) {
            return new Packet(kind, namespace, id, null, List.of());
        }
        Payload payload = data.get();
        List<ByteBuf> attachments =
                payload.attachments().stream().map(Unpooled::wrappedBuffer).toList();
        return new Packet(kind, namespace, id, Unpooled.wrappedBuffer(payload.json()), attachments);
    }

    /** The text says what its header has; we have written it. */
    private static WirePacket read(ByteBuf text, List<ByteBuf> binaries) {
        int end = text.writerIndex();
        int at = text.readerIndex() + 1;
        int number = text.getByte(at - 1) - '0';
        Optional<WirePacket.Type> plain = WirePacket.Type.of(number);
        if (plain.isEmpty()) {
            at = 1 + text.indexOf(at, end, (byte) '-');
        }
        WirePacket.Type type =
                plain.or(() -> WirePacket.Type.of(number - BINARY)).orElseThrow();
        String namespace = NamespacePath.ROOT;
        if (at < end && text.getByte(at) == '/') {
            int comma = text.indexOf(at, end, (byte) ',');
            namespace = text.toString(at, comma - at, StandardCharsets.UTF_8);
            at = comma + 1;
        }
        int digits = at;
        boolean mayHaveId = type == WirePacket.Type.EVENT || type == WirePacket.Type.ACK;
        while (mayHaveId && text.getByte(at) >= '0' && text.getByte(at) <= '9') {
            at++;
        }
        OptionalLong id = at == digits
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(text.toString(digits, at - digits, StandardCharsets.US_ASCII)));
        Optional<Payload> data = at == end
                ? Optional.empty()
                : Optional.of(new Payload(
                        ByteBufUtil.getBytes(text, at, end - at),
                        binaries.stream().map(ByteBufUtil::getBytes).toList()));
        return new WirePacket(type, namespace, id, data);
    }
}
