package dev.socketwire.engineio;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which pages of other origins may talk to this server. The same rule answers a preflight and guards every GET, every POST
 * and the WebSocket upgrade: a request with an {@code Origin} that is not allowed is refused with 403 and code 4. That holds
 * for pages of the server's own origin as well, so list it too. A request without {@code Origin} does not come from a page
 * of another origin and is let through. Immutable.
 */
public final class CorsOptions {
    /** The methods of a preflight's answer, unless others are set. */
    public static final List<String> DEFAULT_METHODS = List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");

    private static final String ANY = "*";
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://([^/?#@:\\s*]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    private final Set<String> origins;
    private final Predicate<String> matcher;
    private final boolean credentials;
    private final List<String> methods;
    private final List<String> allowedHeaders;
    private final List<String> exposedHeaders;
    private final Optional<Duration> maxAge;

    private CorsOptions(Builder builder) {
        origins = Set.copyOf(builder.origins);
        matcher = builder.matcher;
        credentials = builder.credentials;
        methods = builder.methods;
        allowedHeaders = builder.allowedHeaders;
        exposedHeaders = builder.exposedHeaders;
        maxAge = builder.maxAge;
    }

    /** The pages of these origins, without credentials; {@code "*"} for pages of any origin. */
    public static CorsOptions origins(String... origins) {
        return builder().origins(origins).build();
    }

    /** No origin is allowed until one is named. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether pages of every origin are allowed, told to the browser as {@code *}. */
    public boolean allowsAnyOrigin() {
        return origins.contains(ANY);
    }

    /** Whether a page of that origin is allowed; scheme, host and port must be the same, but for letter case. */
    public boolean allows(String origin) {
        return allowsAnyOrigin()
                || origins.contains(origin)
                || origins.contains(origin.toLowerCase(Locale.ROOT))
                || matcher.test(origin);
    }

    /** Whether the browser may send cookies and the like. */
    public boolean credentials() {
        return credentials;
    }

    /** The methods of a preflight's answer. */
    public List<String> methods() {
        return methods;
    }

    /** The request headers of a preflight's answer; empty: those that the browser asks for. */
    public List<String> allowedHeaders() {
        return allowedHeaders;
    }

    /** The headers of an answer that a page may read, beyond those that it always may. */
    public List<String> exposedHeaders() {
        return exposedHeaders;
    }

    /** How long a browser may keep the answer to a preflight; empty: it decides. */
    public Optional<Duration> maxAge() {
        return maxAge;
    }

    /** Collects what {@link CorsOptions} holds. Not for use from several threads at once. */
    public static final class Builder {
        private final Set<String> origins = new LinkedHashSet<>();
        private Predicate<String> matcher = origin -> false;
        private boolean credentials;
        private List<String> methods = DEFAULT_METHODS;
        private List<String> allowedHeaders = List.of();
        private List<String> exposedHeaders = List.of();
        private Optional<Duration> maxAge = Optional.empty();

        private Builder() {}

        /**
         * Allows origins, each as a browser sends it: {@code https://app.example}, {@code http://localhost:3000}. The one
         * word {@code *} allows all; it does not go together with {@link #credentials}.
         *
         * @throws IllegalArgumentException where one is not scheme, host and perhaps port
         */
        public Builder origins(String... allowed) {
            for (String origin : allowed) {
                String lowerCase = origin.toLowerCase(Locale.ROOT);
                if (!lowerCase.equals(ANY) && !ORIGIN.matcher(lowerCase).matches()) {
                    throw new IllegalArgumentException(
                            "cors origin " + origin + " is not scheme://host or scheme://host:port, without a path");
                }
                origins.add(withoutDefaultPort(lowerCase));
            }
            return this;
        }

        /**
         * Allows the origins that pass a test, besides those that are named. It is told the header as it came, asked once
         * for each request, on an event loop, and must not block.
         */
        public Builder originMatching(Predicate<String> test) {
            matcher = test;
            return this;
        }

        /** Lets the browser send cookies and the like; false by default. */
        public Builder credentials(boolean allowed) {
            credentials = allowed;
            return this;
        }

        /** The methods of a preflight's answer, {@link #DEFAULT_METHODS} by default. */
        public Builder methods(String... allowed) {
            methods = tokens("method", allowed);
            return this;
        }

        /** The request headers of a preflight's answer; by default those that the browser asks for. */
        public Builder allowedHeaders(String... allowed) {
            allowedHeaders = tokens("allowed header", allowed);
            return this;
        }

        /** The headers of an answer that a page may read; none by default. */
        public Builder exposedHeaders(String... exposed) {
            exposedHeaders = tokens("exposed header", exposed);
            return this;
        }

        /**
         * How long a browser may keep the answer to a preflight, in whole seconds; by default it decides.
         *
         * @throws IllegalArgumentException where it is negative
         */
        public Builder maxAge(Duration age) {
            if (age.isNegative()) {
                throw new IllegalArgumentException("cors maxAge is " + age + ", must be at least 0 s");
            }
            maxAge = Optional.of(age);
            return this;
        }

        /**
         * Makes the options.
         *
         * @throws IllegalArgumentException where {@code *} meets credentials: every page on the web could act as its user
         */
        public CorsOptions build() {
            if (credentials && origins.contains(ANY)) {
                throw new IllegalArgumentException(
                        "cors origin * cannot be combined with credentials: name the origins");
            }
            return new CorsOptions(this);
        }

        private static List<String> tokens(String what, String... values) {
            for (String value : values) {
                HttpText.token("cors " + what, value);
            }
            return List.of(values);
        }

        /** A browser leaves the port out where it is the scheme's own. */
        private static String withoutDefaultPort(String origin) {
            if (origin.startsWith("https://") && origin.endsWith(":443")) {
                return origin.substring(0, origin.length() - 4);
            }
            if (origin.startsWith("http://") && origin.endsWith(":80")) {
                return origin.substring(0, origin.length() - 3);
            }
            return origin;
        }
    }
}
