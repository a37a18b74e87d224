package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes bytes as placeholders, {@code {"_placeholder":true,"num":0}}, and keeps a copy of them: wherever they stand, in
 * whatever type, they end up here.
 */
final class AttachmentGenerator extends JavaScriptGenerator {
    private static final String PLACEHOLDER = "_placeholder";

    private final List<ByteBuf> attachments = new ArrayList<>(2);
    private boolean lookalike;
    private final int before;

    /**
     * Writes to a generator.
     *
     * @param before how many attachments the packet has already
     */
    AttachmentGenerator(JsonGenerator target, int before) {
        super(target);
        this.before = before;
    }

    /** What was found, in order. */
    List<ByteBuf> attachments() {
        return attachments;
    }

    /** Whether a value has a property that is called like the mark of a placeholder, such as one that a client has sent. */
    boolean hasLookalike() {
        return lookalike;
    }

    @Override
    public JsonGenerator writeName(String name) {
        lookalike |= name.equals(PLACEHOLDER);
        return super.writeName(name);
    }

    @Override
    public JsonGenerator writeName(SerializableString name) {
        lookalike |= name.getValue().equals(PLACEHOLDER);
        return super.writeName(name);
    }

    @Override
    public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        return attach(Unpooled.copiedBuffer(data, offset, length));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int dataLength) {
        try {
            byte[] bytes = dataLength < 0 ? data.readAllBytes() : data.readNBytes(dataLength);
            attach(Unpooled.wrappedBuffer(bytes));
            return bytes.length;
        } catch (IOException e) {
            throw JacksonIOException.construct(e, this);
        }
    }

    private JsonGenerator attach(ByteBuf bytes) {
        delegate.writeStartObject();
        delegate.writeBooleanProperty(PLACEHOLDER, true);
        delegate.writeNumberProperty("num", before + attachments.size());
        delegate.writeEndObject();
        attachments.add(bytes);
        return this;
    }
}
