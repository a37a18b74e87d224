package dev.socketwire.socketio.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes values as {@code JSON.stringify} does where Jackson would not: numbers without {@code .0}, no NaN, half surrogates
 * escaped.
 */
final class JavaScriptValues extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final BigDecimal PLAIN_LIMIT = new BigDecimal(BigInteger.TEN.pow(21));

    JavaScriptValues() {
        super("socketwire");
        addSerializer(Double.class, new Numbers());
        addSerializer(double.class, new Numbers());
        addSerializer(Float.class, new Numbers());
        addSerializer(float.class, new Numbers());
        addSerializer(String.class, new Strings());
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
}
