package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes JSON, but bytes as placeholders, {@code {"_placeholder":true,"num":0}}, and keeps a copy of them: wherever they
 * stand, in whatever type, they end up here.
 */
final class AttachmentGenerator extends JsonGeneratorDelegate {
    private final List<ByteBuf> attachments;

    /** Writes to a generator and adds attachments to a list. */
    AttachmentGenerator(JsonGenerator target, List<ByteBuf> attachments) {
        super(target, false);
        this.attachments = attachments;
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
        attachments.add(bytes);
        writeStartObject();
        writeBooleanProperty("_placeholder", true);
        writeNumberProperty("num", attachments.size() - 1);
        writeEndObject();
        return this;
    }
}
