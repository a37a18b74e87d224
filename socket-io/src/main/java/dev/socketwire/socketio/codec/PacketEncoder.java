package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Packets to bytes, header and JSON in one buffer. JSON comes first, for its attachments are counted in the header; the
 * header is then written in front of it. The same input gives the same bytes. Any thread.
 */
public final class PacketEncoder {
    /** A type, a count of attachments, a dash. */
    private static final int PREFIX_ROOM = 12;

    private static final int JSON_START = Session.HEADROOM + PREFIX_ROOM;

    private final JsonCodec json;
    private final ByteBufAllocator allocator;
    private final int maxAttachments;

    /** An encoder for stock clients. */
    public PacketEncoder(JsonCodec json, ByteBufAllocator allocator) {
        this(json, allocator, PacketDecoder.MAX_ATTACHMENTS);
    }

    /** An encoder for clients that take so many attachments. */
    public PacketEncoder(JsonCodec json, ByteBufAllocator allocator, int maxAttachments) {
        this.json = json;
        this.allocator = allocator;
        this.maxAttachments = maxAttachments;
    }

    /** The answer to a CONNECT: the id of the new socket. */
    public ByteBuf connected(String namespace, String socketId) {
        ByteBuf out = begin(namespace, -1);
        ByteBufUtil.writeAscii(out, "{\"sid\":\"");
        ByteBufUtil.writeAscii(out, socketId);
        ByteBufUtil.writeAscii(out, "\"}");
        return prefixed(out, '0', 0);
    }

    /** The answer to a CONNECT of a client that may come back: the id of the socket and the secret that names it. */
    public ByteBuf connected(String namespace, String socketId, String pid) {
        ByteBuf out = begin(namespace, -1);
        ByteBufUtil.writeAscii(out, "{\"sid\":\"" + socketId + "\",\"pid\":\"" + pid + "\"}");
        return prefixed(out, '0', 0);
    }

    /** The answer to a CONNECT of revision 4, which names no id. */
    public ByteBuf connected(String namespace) {
        return prefixed(begin(namespace, -1), '0', 0);
    }

    /**
     * A refusal of revision 4: the data alone, where there are any, else the message.
     *
     * @throws tools.jackson.core.JacksonException where the data cannot be written
     */
    public ByteBuf error(String namespace, String message, @Nullable Object data) {
        ByteBuf out = begin(namespace, -1);
        boolean done = false;
        try {
            if (data == null) {
                JsonText.write(out, message);
            } else {
                writeData(out, data);
            }
            done = true;
        } finally {
            if (!done) {
                out.release();
            }
        }
        return prefixed(out, '4', 0);
    }

    /**
     * A refusal of a CONNECT.
     *
     * @param data what the refusal says besides its message, or null
     * @throws tools.jackson.core.JacksonException where the data cannot be written
     */
    public ByteBuf connectError(String namespace, String message, @Nullable Object data) {
        ByteBuf out = begin(namespace, -1);
        boolean done = false;
        try {
            ByteBufUtil.writeAscii(out, "{\"message\":");
            JsonText.write(out, message);
            if (data != null) {
                ByteBufUtil.writeAscii(out, ",\"data\":");
                writeData(out, data);
            }
            out.writeByte('}');
            done = true;
        } finally {
            if (!done) {
                out.release();
            }
        }
        return prefixed(out, '4', 0);
    }

    /** A DISCONNECT. */
    public ByteBuf disconnected(String namespace) {
        return prefixed(begin(namespace, -1), '1', 0);
    }

    /**
     * An event.
     *
     * @param ackId the id that the answer shall carry, or -1 where none is asked for
     * @throws tools.jackson.core.JacksonException where an argument cannot be written
     * @throws IllegalArgumentException where there are more attachments than clients take, or beside them a property that
     *     clients would take for one
     */
    public Encoded event(String namespace, long ackId, String event, List<?> arguments) {
        ByteBuf out = begin(namespace, ackId);
        boolean done = false;
        try {
            out.writeByte('[');
            JsonText.write(out, event);
            Encoded encoded = finish(out, arguments, true, '2');
            done = true;
            return encoded;
        } finally {
            if (!done) {
                out.release();
            }
        }
    }

    /**
     * An acknowledgement.
     *
     * @throws tools.jackson.core.JacksonException where an argument cannot be written
     */
    public Encoded ack(String namespace, long ackId, List<?> arguments) {
        ByteBuf out = begin(namespace, ackId);
        boolean done = false;
        try {
            out.writeByte('[');
            Encoded encoded = finish(out, arguments, false, '3');
            done = true;
            return encoded;
        } finally {
            if (!done) {
                out.release();
            }
        }
    }

    /** An acknowledgement of arguments that go back as they came. */
    public Encoded ack(String namespace, long ackId, RawArguments arguments) {
        ByteBuf out = begin(namespace, ackId, arguments.end()).writeByte('[');
        return raw(out, arguments, '3');
    }

    /** An event with arguments that go on as they came. */
    public Encoded event(String namespace, long ackId, String event, RawArguments arguments) {
        ByteBuf out = begin(namespace, ackId, arguments.end()).writeByte('[');
        JsonText.write(out, event);
        if (arguments.size() > 0) {
            out.writeByte(',');
        }
        return raw(out, arguments, '2');
    }

    private static Encoded raw(ByteBuf out, RawArguments arguments, char type) {
        if (arguments.size() > 0) {
            int from = arguments.starts()[0];
            out.writeBytes(arguments.json(), from, arguments.end() - from);
        }
        out.writeByte(']');
        List<ByteBuf> binaries =
                arguments.attachments().stream().map(Unpooled::wrappedBuffer).toList();
        return new Encoded(prefixed(out, wireType(type, binaries), binaries.size()), binaries);
    }

    private Encoded finish(ByteBuf out, List<?> arguments, boolean comma, char type) {
        List<ByteBuf> binaries = List.of();
        boolean lookalike = false;
        boolean separate = comma;
        for (Object argument : arguments) {
            if (separate) {
                out.writeByte(',');
            }
            separate = true;
            if (!writePlain(out, argument)) {
                AttachmentGenerator written = writeTree(out, argument, binaries.size());
                binaries = joined(binaries, written.attachments());
                lookalike |= written.hasLookalike();
            }
        }
        if (lookalike && !binaries.isEmpty()) {
            throw new IllegalArgumentException(
                    "value has a property _placeholder beside binary attachments: a client would"
                            + " take it for one of them");
        }
        out.writeByte(']');
        if (binaries.size() > maxAttachments) {
            throw new IllegalArgumentException(
                    "packet has " + binaries.size() + " binary attachments, clients take at most " + maxAttachments);
        }
        return new Encoded(prefixed(out, wireType(type, binaries), binaries.size()), binaries);
    }

    private static List<ByteBuf> joined(List<ByteBuf> first, List<ByteBuf> second) {
        if (first.isEmpty()) {
            return second;
        }
        first.addAll(second);
        return first;
    }

    /** A binary event is type 5, a binary acknowledgement type 6. */
    private static char wireType(char type, List<ByteBuf> binaries) {
        return binaries.isEmpty() ? type : (char) (type + 3);
    }

    /** Writes the values that most messages are made of; false for any other. */
    private static boolean writePlain(ByteBuf out, @Nullable Object value) {
        if (value instanceof String text) {
            JsonText.write(out, text);
        } else if (value instanceof Integer || value instanceof Long) {
            JsonText.write(out, ((Number) value).longValue());
        } else if (value == null || value instanceof Boolean) {
            ByteBufUtil.writeAscii(out, String.valueOf(value));
        } else if (value instanceof Double number) {
            ByteBufUtil.writeAscii(out, Double.isFinite(number) ? JavaScriptNumbers.text(number) : "null");
        } else {
            return false;
        }
        return true;
    }

    /** Writes any value; its attachments are counted from those that the packet has. */
    private AttachmentGenerator writeTree(ByteBuf out, Object value, int before) {
        try (JsonGenerator target = generator(out)) {
            AttachmentGenerator generator = new AttachmentGenerator(target, before);
            json.writer.writeValue(generator, value);
            return generator;
        }
    }

    /**
     * A value as JSON in UTF-8, bytes in it as base64 text.
     *
     * @throws tools.jackson.core.JacksonException where it cannot be written
     */
    public byte[] value(Object value) {
        ByteBuf out = Unpooled.buffer();
        writeData(out, value);
        return ByteBufUtil.getBytes(out);
    }

    /** Writes a value of a packet that cannot have attachments: bytes are base64 text. */
    private void writeData(ByteBuf out, Object value) {
        try (JsonGenerator target = generator(out)) {
            json.writer.writeValue(new JavaScriptGenerator(target), value);
        }
    }

    private JsonGenerator generator(ByteBuf out) {
        return json.writer.createGenerator((OutputStream) new ByteBufOutputStream(out));
    }

    /** A buffer with room in front, namespace and id written. */
    private ByteBuf begin(String namespace, long ackId) {
        return begin(namespace, ackId, 0);
    }

    /** With room for so many bytes that are known to come. */
    private ByteBuf begin(String namespace, long ackId, int known) {
        ByteBuf out = allocator.buffer(256 + known).setIndex(JSON_START, JSON_START);
        if (namespace.length() > 1) {
            ByteBufUtil.writeUtf8(out, namespace);
            out.writeByte(',');
        }
        if (ackId >= 0) {
            JsonText.write(out, ackId);
        }
        return out;
    }

    private static ByteBuf prefixed(ByteBuf out, char type, int attachments) {
        int at = JSON_START;
        if (attachments > 0) {
            out.setByte(--at, '-');
            for (int left = attachments; left > 0; left /= 10) {
                out.setByte(--at, '0' + left % 10);
            }
        }
        out.setByte(--at, type);
        return out.readerIndex(at);
    }
}
