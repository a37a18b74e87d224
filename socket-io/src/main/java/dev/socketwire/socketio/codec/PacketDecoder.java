package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.codec.Packet.Kind;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one client to packets: the header is read by hand from the bytes, JSON stays bytes, attachments are collected by
 * reference. Home loop only.
 */
public final class PacketDecoder {
    /** The most attachments of one packet, as the stock clients have it. */
    public static final int MAX_ATTACHMENTS = 10;

    static final long MAX_ACK_ID = (1L << 53) - 1;
    private static final int MAX_ACK_DIGITS = 16;

    private static final Kind[] KINDS = {
        Kind.CONNECT, Kind.DISCONNECT, Kind.EVENT, Kind.ACK, Kind.CONNECT_ERROR, Kind.EVENT, Kind.ACK
    };

    /** A packet whose attachments have not all come; holds a reference to its JSON. */
    private @Nullable Packet waiting;

    private final boolean queries;
    private int missing;

    /**
     * A decoder for one client.
     *
     * @param queries whether the client puts a query behind the name of a namespace, as those of revision 4 do; for a CONNECT
     *     it becomes the payload that newer clients send
     */
    public PacketDecoder(boolean queries) {
        this.queries = queries;
    }

    /**
     * Reads a text message.
     *
     * @param text borrowed
     * @param sink told of the packet, where it is complete; the packet is lent for the call
     * @throws PacketFormatException where it is no packet, or attachments were to come first
     */
    public void text(ByteBuf text, Consumer<Packet> sink) throws PacketFormatException {
        if (waiting != null) {
            throw new PacketFormatException("text where " + missing + " attachments were to come");
        }
        int at = text.readerIndex();
        int end = text.writerIndex();
        int type = at < end ? text.getByte(at) - '0' : -1;
        if (type < 0 || type >= KINDS.length) {
            throw new PacketFormatException("packet type must be 0 to 6");
        }
        at++;
        int attachments = 0;
        if (type > 4) {
            int dash = text.indexOf(at, end, (byte) '-');
            attachments = attachments(text, at, dash);
            at = dash + 1;
        }
        String path = NamespacePath.ROOT;
        if (at < end && text.getByte(at) == '/') {
            int comma = text.indexOf(at, end, (byte) ',');
            int stop = comma < 0 ? end : comma;
            path = queries ? NamespacePath.readWithQuery(text, at, stop) : NamespacePath.read(text, at, stop);
            at = comma < 0 ? end : comma + 1;
        }
        String namespace = queries ? NamespacePath.withoutQuery(path) : path;
        int digits = at;
        // However many digits there are, one too many is enough.
        int stopOfDigits = Math.min(end, digits + MAX_ACK_DIGITS + 1);
        while (at < stopOfDigits && isDigit(text.getByte(at))) {
            at++;
        }
        long ackId = digits == at ? -1 : number(text, digits, at);
        ByteBuf json = at < end ? text.slice(at, end - at) : null;
        Packet packet = new Packet(KINDS[type], namespace, ackId, json, List.of());
        checkPayload(packet);
        if (packet.kind() == Kind.CONNECT && path.length() > namespace.length()) {
            connect(packet, NamespacePath.auth(path, text), sink);
        } else if (attachments == 0) {
            sink.accept(packet);
        } else {
            missing = attachments;
            waiting = new Packet(packet.kind(), namespace, ackId, json, new ArrayList<>(attachments)).retain();
        }
    }

    /**
     * Reads a binary message.
     *
     * @param bytes borrowed
     * @param sink as in {@link #text}
     * @throws PacketFormatException where no attachment was to come
     */
    public void binary(ByteBuf bytes, Consumer<Packet> sink) throws PacketFormatException {
        Packet packet = waiting;
        if (packet == null) {
            throw new PacketFormatException("attachment without a packet that announces it");
        }
        packet.attachments().add(bytes.retainedSlice());
        if (--missing == 0) {
            waiting = null;
            try {
                sink.accept(packet);
            } finally {
                packet.release();
            }
        }
    }

    /** Whether attachments are still to come. */
    public boolean isWaiting() {
        return waiting != null;
    }

    /** Frees what was collected. */
    public void release() {
        if (waiting != null) {
            waiting.release();
            waiting = null;
        }
    }

    private static void connect(Packet packet, ByteBuf auth, Consumer<Packet> sink) {
        try {
            sink.accept(new Packet(packet.kind(), packet.namespace(), packet.ackId(), auth, List.of()));
        } finally {
            auth.release();
        }
    }

    private static int attachments(ByteBuf text, int from, int dash) throws PacketFormatException {
        if (dash <= from || dash - from > 2) {
            throw new PacketFormatException(
                    "number of attachments must be digits and a dash, at most " + MAX_ATTACHMENTS);
        }
        int count = 0;
        for (int i = from; i < dash; i++) {
            if (!isDigit(text.getByte(i))) {
                throw new PacketFormatException("number of attachments must be digits and a dash");
            }
            count = count * 10 + text.getByte(i) - '0';
        }
        if (count > MAX_ATTACHMENTS) {
            throw new PacketFormatException(count + " attachments exceed " + MAX_ATTACHMENTS);
        }
        return count;
    }

    private static long number(ByteBuf text, int from, int to) throws PacketFormatException {
        if (to - from > MAX_ACK_DIGITS) {
            throw new PacketFormatException("acknowledgement id has more than " + MAX_ACK_DIGITS + " digits");
        }
        long id = 0;
        for (int i = from; i < to; i++) {
            id = id * 10 + text.getByte(i) - '0';
        }
        if (id > MAX_ACK_ID) {
            throw new PacketFormatException("acknowledgement id exceeds " + MAX_ACK_ID);
        }
        return id;
    }

    /** The first byte tells whether the payload can be what its type asks for; the rest is checked when it is parsed. */
    static void checkPayload(Packet packet) throws PacketFormatException {
        ByteBuf json = packet.json();
        byte first = json == null ? 0 : json.getByte(json.readerIndex());
        boolean fits = switch (packet.kind()) {
            case CONNECT -> json == null || first == '{';
            case DISCONNECT -> json == null && packet.ackId() < 0;
            case EVENT -> first == '[';
            case ACK -> packet.ackId() >= 0 && (json == null || first == '[');
            case CONNECT_ERROR -> false;
        };
        if (!fits) {
            throw new PacketFormatException("payload does not fit its packet type " + packet.kind());
        }
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }
}
