package dev.socketwire.socketio.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes values as {@code JSON.stringify} does where Jackson would not: numbers without {@code .0}, no NaN, half surrogates
 * escaped; and bytes as attachments with a placeholder.
 */
final class JavaScriptValues extends SimpleModule {
    /** The attribute under which an encoder leaves its {@link Attachments}. */
    static final Object ATTACHMENTS = Attachments.class;

    private static final long serialVersionUID = 1L;
    private static final BigDecimal PLAIN_LIMIT = new BigDecimal(BigInteger.TEN.pow(21));

    JavaScriptValues() {
        super("socketwire");
        addSerializer(Double.class, new Numbers());
        addSerializer(double.class, new Numbers());
        addSerializer(Float.class, new Numbers());
        addSerializer(float.class, new Numbers());
        addSerializer(String.class, new Strings());
        addSerializer(byte[].class, new Bytes<byte[]>(byte[].class) {
            @Override
            ByteBuffer bytes(byte[] value) {
                return ByteBuffer.wrap(value);
            }
        });
        addSerializer(ByteBuffer.class, new Bytes<ByteBuffer>(ByteBuffer.class) {
            @Override
            ByteBuffer bytes(ByteBuffer value) {
                return value.duplicate();
            }
        });
    }

    /** A number as JavaScript writes it (ECMA-262, Number::toString), or {@code null} where JSON has none. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "null";
        }
        return value == 0 ? "0" : decimal(new BigDecimal(Double.toString(value)).stripTrailingZeros());
    }

    private static String decimal(BigDecimal value) {
        BigDecimal size = value.abs();
        if (size.compareTo(PLAIN_LIMIT) < 0 && size.compareTo(new BigDecimal("1e-6")) >= 0) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - value.scale();
        StringBuilder text = new StringBuilder(value.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        return text.append('e').append(exponent < 0 ? "" : "+").append(exponent).toString();
    }

    private static final class Numbers extends ValueSerializer<Number> {
        @Override
        public void serialize(Number value, JsonGenerator out, SerializationContext context) {
            double wide = value instanceof Float ? Double.parseDouble(value.toString()) : value.doubleValue();
            out.writeRawValue(number(wide));
        }
    }

    private static final class Strings extends ValueSerializer<String> {
        @Override
        public void serialize(String value, JsonGenerator out, SerializationContext context) {
            if (JsonText.hasHalfSurrogate(value)) {
                StringBuilder text = new StringBuilder(value.length() + 16);
                JsonText.append(text, value);
                out.writeRawValue(text.toString());
            } else {
                out.writeString(value);
            }
        }
    }

    private abstract static class Bytes<T> extends ValueSerializer<T> {
        private final Class<T> type;

        Bytes(Class<T> type) {
            this.type = type;
        }

        abstract ByteBuffer bytes(T value);

        @Override
        public Class<?> handledType() {
            return type;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            if (context.getAttribute(ATTACHMENTS) instanceof Attachments attachments) {
                out.writeStartObject();
                out.writeBooleanProperty("_placeholder", true);
                out.writeNumberProperty("num", attachments.add(bytes(value)));
                out.writeEndObject();
            } else {
                ByteBuffer source = bytes(value);
                byte[] copy = new byte[source.remaining()];
                source.get(copy);
                out.writeBinary(copy);
            }
        }
    }
}
