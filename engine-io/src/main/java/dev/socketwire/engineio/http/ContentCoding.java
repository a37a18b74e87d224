package dev.socketwire.engineio.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the body of an answer is compressed, and what a client will take (RFC 9110 section 12.5.3). */
public enum ContentCoding {
    /** As it is. */
    IDENTITY("identity"),
    /** RFC 1952. */
    GZIP("gzip"),
    /** RFC 1950: deflate in a zlib wrapper. */
    DEFLATE("deflate");

    private static final Pattern WEIGHT = Pattern.compile("q=(1(\\.0{0,3})?|0(\\.[0-9]{0,3})?)");

    private final String wireName;

    ContentCoding(String wireName) {
        this.wireName = wireName;
    }

    /** The value of {@code Content-Encoding}. */
    public String wireName() {
        return wireName;
    }

    /**
     * The coding that a client likes best: the highest weight, among equals the first. {@code *} stands for gzip. What it
     * does not offer in plain words is not forced upon it.
     *
     * @param acceptEncoding the {@code Accept-Encoding} of a request
     */
    public static ContentCoding negotiate(@Nullable String acceptEncoding) {
        ContentCoding best = IDENTITY;
        int bestWeight = 0;
        if (acceptEncoding == null) {
            return best;
        }
        for (int from = 0; from < acceptEncoding.length(); ) {
            int comma = acceptEncoding.indexOf(',', from);
            int to = comma < 0 ? acceptEncoding.length() : comma;
            String offer = acceptEncoding.substring(from, to).toLowerCase(Locale.ROOT);
            ContentCoding coding = named(offer);
            int weight = weight(offer);
            if (coding != null && weight > bestWeight) {
                best = coding;
                bestWeight = weight;
            }
            from = to + 1;
        }
        return best;
    }

    private static @Nullable ContentCoding named(String offer) {
        int end = offer.indexOf(';');
        String name = (end < 0 ? offer : offer.substring(0, end)).strip();
        return switch (name) {
            case "gzip", "x-gzip", "*" -> GZIP;
            case "deflate" -> DEFLATE;
            case "identity" -> IDENTITY;
            default -> null;
        };
    }

    /** In thousandths; what is no weight counts as none. */
    private static int weight(String offer) {
        int at = offer.indexOf(';');
        if (at < 0) {
            return 1000;
        }
        String parameter = offer.substring(at + 1).strip();
        if (!WEIGHT.matcher(parameter).matches()) {
            return 0;
        }
        return (int) Math.round(Double.parseDouble(parameter.substring(2)) * 1000);
    }
}
