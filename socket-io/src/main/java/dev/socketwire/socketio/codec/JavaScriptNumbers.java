package dev.socketwire.socketio.codec;

import java.math.BigDecimal;
import tools.jackson.core.io.NumberOutput;

/**
 * Numbers as JavaScript writes them: ECMA-262, Number::toString. Only the two next to zero, of 324 places, have a digit more
 * than there.
 */
final class JavaScriptNumbers {
    private static final double MAX_SAFE_INTEGER = (1L << 53) - 1;
    private static final BigDecimal PLAIN_BELOW = new BigDecimal("1e21");
    private static final BigDecimal PLAIN_FROM = new BigDecimal("1e-6");

    private JavaScriptNumbers() {}

    /** Whether a number is written with the digits of a {@code long}; minus zero is, as zero. */
    static boolean isInteger(double value) {
        return Math.abs(value) <= MAX_SAFE_INTEGER && value == Math.rint(value);
    }

    /** The text of a finite number. */
    static String text(double value) {
        return isInteger(value) ? Long.toString((long) value) : decimal(NumberOutput.toString(value, true));
    }

    /** The text of a finite number, as short as its own type allows: 0.1 stays 0.1. */
    static String text(float value) {
        return isInteger(value) ? Long.toString((long) value) : decimal(NumberOutput.toString(value, true));
    }

    private static String decimal(String shortest) {
        BigDecimal value = new BigDecimal(shortest).stripTrailingZeros();
        BigDecimal size = value.abs();
        if (size.compareTo(PLAIN_BELOW) < 0 && size.compareTo(PLAIN_FROM) >= 0) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - value.scale();
        StringBuilder text = new StringBuilder(value.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        return text.append(exponent < 0 ? "e" : "e+").append(exponent).toString();
    }
}
