package dev.socketwire.engineio.http;

import dev.socketwire.engineio.CorsOptions;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The CORS headers of an answer, good or bad, and the rule that guards every request (Fetch, section 3.2). Without options
 * there are no headers and everything is allowed. Immutable, safe from any thread.
 */
public final class Cors {
    /** A header of the request goes into an answer only where it is a list of tokens, with no white space before it. */
    private static final Pattern HEADER_NAMES = Pattern.compile("(?![ \\t])[!#$%&'*+.^_`|~0-9A-Za-z, \\t-]+");

    private final @Nullable CorsOptions options;

    /** The headers and the rule of these options. */
    public Cors(Optional<CorsOptions> options) {
        this.options = options.orElse(null);
    }

    /**
     * Whether a request with that {@code Origin} is served; one without is no page's of another origin. The rule may be the
     * program's: it is asked once for each request, and may throw.
     */
    public boolean allows(@Nullable String origin) {
        return options == null || origin == null || options.allows(origin);
    }

    /**
     * Adds what every answer carries, errors and the 101 of a WebSocket included.
     *
     * @param allowed what {@link #allows} has said of that origin
     */
    public void addTo(HttpHeaders answer, @Nullable String origin, boolean allowed) {
        if (options != null) {
            addOrigin(options, answer, allowed ? origin : null);
            addList(answer, HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, options.exposedHeaders());
        }
    }

    /**
     * Adds what the answer to a preflight carries.
     *
     * @param allowed what {@link #allows} has said of that origin
     * @param requested the {@code Access-Control-Request-Headers} of the request
     */
    public void addPreflightTo(
            HttpHeaders answer, @Nullable String origin, boolean allowed, @Nullable String requested) {
        if (options == null) {
            return;
        }
        addTo(answer, origin, allowed);
        addList(answer, HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, options.methods());
        if (!options.allowedHeaders().isEmpty()) {
            addList(answer, HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, options.allowedHeaders());
        } else {
            answer.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
            if (requested != null && HEADER_NAMES.matcher(requested).matches()) {
                answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, requested);
            }
        }
        options.maxAge().ifPresent(age -> answer.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, age.toSeconds()));
    }

    private static void addOrigin(CorsOptions options, HttpHeaders answer, @Nullable String allowed) {
        if (options.allowsAnyOrigin()) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            return;
        }
        answer.add(HttpHeaderNames.VARY, "Origin");
        if (allowed != null) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
            if (options.credentials()) {
                answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        }
    }

    private static void addList(HttpHeaders answer, CharSequence name, List<String> values) {
        if (!values.isEmpty()) {
            answer.set(name, String.join(",", values));
        }
    }
}
