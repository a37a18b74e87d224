package dev.socketwire.socketio.codec;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** Writes JSON with numbers as {@code JSON.stringify} has them, in whatever type they stand: no {@code .0}, no NaN. */
sealed class JavaScriptGenerator extends JsonGeneratorDelegate permits AttachmentGenerator {
    /** Writes to a generator, which the caller closes. */
    JavaScriptGenerator(JsonGenerator target) {
        super(target, false);
    }

    @Override
    public JsonGenerator writeNumber(double value) {
        if (!Double.isFinite(value)) {
            delegate.writeNull();
        } else if (JavaScriptNumbers.isInteger(value)) {
            delegate.writeNumber((long) value);
        } else {
            delegate.writeRawValue(JavaScriptNumbers.text(value));
        }
        return this;
    }

    @Override
    public JsonGenerator writeNumber(float value) {
        if (!Float.isFinite(value)) {
            delegate.writeNull();
        } else {
            delegate.writeRawValue(JavaScriptNumbers.text(value));
        }
        return this;
    }

    @Override
    public JsonGenerator writeArray(double[] array, int offset, int length) {
        delegate.writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        delegate.writeEndArray();
        return this;
    }
}
