package dev.socketwire.engineio;

import dev.socketwire.frames.DeflateOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The options of an engine, by the names of the reference. Times are {@link Duration}, sizes are bytes. What an option means
 * stands with its setter. Immutable, safe from any thread; the hooks are called on event loops and must not block.
 */
public final class EngineOptions {
    private static final EngineOptions DEFAULTS = builder().build();

    private final Builder values;

    private EngineOptions(Builder values) {
        this.values = values;
    }

    /** Every option at its default. */
    public static EngineOptions defaults() {
        return DEFAULTS;
    }

    /** Begins with every option at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins with the options as they are here. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** The path without its trailing slash. */
    public String path() {
        return values.path;
    }

    /** The transports that may be used, in the order of {@link TransportName}. */
    public Set<TransportName> transports() {
        return values.transports;
    }

    /** From a pong to the next ping. */
    public Duration pingInterval() {
        return values.pingInterval;
    }

    /** From a ping to the latest moment of its pong. */
    public Duration pingTimeout() {
        return values.pingTimeout;
    }

    /** How long a probe may take. */
    public Duration upgradeTimeout() {
        return values.upgradeTimeout;
    }

    /** The most bytes of a POST body or a WebSocket message. */
    public int maxHttpBufferSize() {
        return values.maxHttpBufferSize;
    }

    /** Whether a session may change from polling to WebSocket. */
    public boolean allowUpgrades() {
        return values.allowUpgrades;
    }

    /** Whether clients 1.x and 2.x are served. */
    public boolean allowEIO3() {
        return values.allowEIO3;
    }

    /** What is agreed to of permessage-deflate; empty: it is not. */
    public Optional<DeflateOptions> perMessageDeflate() {
        return values.perMessageDeflate;
    }

    /** The size from which on the answer to a poll is compressed; empty: never. */
    public OptionalInt httpCompression() {
        return values.httpCompression;
    }

    /** The session cookie, where one is set. */
    public Optional<CookieOptions> cookie() {
        return values.cookie;
    }

    /** Which other origins are allowed; empty: origins are not looked at. */
    public Optional<CorsOptions> cors() {
        return values.cors;
    }

    /** Asked before a session is opened; empty: every good request opens one. */
    public Optional<AllowRequest> allowRequest() {
        return values.allowRequest;
    }

    /** Called for the answer that opens a session. */
    public Optional<HeadersHook> initialHeaders() {
        return values.initialHeaders;
    }

    /** Called for every good answer. */
    public Optional<HeadersHook> headers() {
        return values.headers;
    }

    /** Told of every refused request. */
    public Optional<Consumer<ConnectionError>> connectionError() {
        return values.connectionError;
    }

    /** What every client is sent right behind the open packet. */
    public Optional<InitialPacket> initialPacket() {
        return values.initialPacket;
    }

    /** Makes the ids of sessions; empty: the engine does. */
    public Optional<SessionIds> generateId() {
        return values.generateId;
    }

    /** Whose word about clients is believed. */
    public TrustedProxies trustedProxies() {
        return values.trustedProxies;
    }

    /** Answers what is not for the engine; empty: 404, or the next handler of the pipeline. */
    public Optional<PlainHttpHandler> plainHttp() {
        return values.plainHttp;
    }

    /** What becomes of volatile messages for a client that does not keep up. */
    public OutboundPolicy outboundPolicy() {
        return values.outboundPolicy;
    }

    /** What a peer can make grow, and how far. */
    public EngineLimits limits() {
        return values.limits;
    }

    /**
     * The transports that a session on {@code current} may change to: those that the open packet names, and no others.
     */
    public List<TransportName> upgradesFrom(TransportName current) {
        boolean offered = allowUpgrades()
                && current == TransportName.POLLING
                && transports().contains(TransportName.WEBSOCKET);
        return offered ? List.of(TransportName.WEBSOCKET) : List.of();
    }

    /**
     * Collects what {@link EngineOptions} holds. Not for use from several threads at once. A value that cannot be is refused where
     * it is set, by an {@link IllegalArgumentException} that names option, value and range: times are from 1 ms to 2,147,483,647 ms,
     * the longest that a client can set a timer for, and sizes at least 1.
     */
    public static final class Builder {
        private static final int DEFAULT_COMPRESSION_THRESHOLD = 1024;

        private String path = "/engine.io";
        private Set<TransportName> transports = inOrder(TransportName.values());
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private int maxHttpBufferSize = 1_000_000;
        private boolean allowUpgrades = true;
        private boolean allowEIO3 = true;
        private Optional<DeflateOptions> perMessageDeflate = Optional.empty();
        private OptionalInt httpCompression = OptionalInt.of(DEFAULT_COMPRESSION_THRESHOLD);
        private Optional<CookieOptions> cookie = Optional.empty();
        private Optional<CorsOptions> cors = Optional.empty();
        private Optional<AllowRequest> allowRequest = Optional.empty();
        private Optional<HeadersHook> initialHeaders = Optional.empty();
        private Optional<HeadersHook> headers = Optional.empty();
        private Optional<Consumer<ConnectionError>> connectionError = Optional.empty();
        private Optional<InitialPacket> initialPacket = Optional.empty();
        private Optional<SessionIds> generateId = Optional.empty();
        private TrustedProxies trustedProxies = TrustedProxies.none();
        private Optional<PlainHttpHandler> plainHttp = Optional.empty();
        private OutboundPolicy outboundPolicy = OutboundPolicy.DISCONNECT;
        private EngineLimits limits = EngineLimits.defaults();

        private Builder() {}

        private Builder(Builder from) {
            path = from.path;
            transports = from.transports;
            pingInterval = from.pingInterval;
            pingTimeout = from.pingTimeout;
            upgradeTimeout = from.upgradeTimeout;
            maxHttpBufferSize = from.maxHttpBufferSize;
            allowUpgrades = from.allowUpgrades;
            allowEIO3 = from.allowEIO3;
            perMessageDeflate = from.perMessageDeflate;
            httpCompression = from.httpCompression;
            cookie = from.cookie;
            cors = from.cors;
            allowRequest = from.allowRequest;
            initialHeaders = from.initialHeaders;
            headers = from.headers;
            connectionError = from.connectionError;
            initialPacket = from.initialPacket;
            generateId = from.generateId;
            trustedProxies = from.trustedProxies;
            plainHttp = from.plainHttp;
            outboundPolicy = from.outboundPolicy;
            limits = from.limits;
        }

        /**
         * Where the engine answers, {@code /engine.io} by default; one trailing slash is taken off. It is compared byte by
         * byte, with or without its slash, and what lies below it belongs to it.
         *
         * @throws IllegalArgumentException where it does not begin with a slash, or has a space, ?, # or a non-ASCII character
         */
        public Builder path(String value) {
            String bare = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
            if (!value.startsWith("/") || bare.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '?' || c == '#')) {
                throw new IllegalArgumentException("path is \"" + value
                        + "\", must begin with / and have no space, ?, # or a non-ASCII character");
            }
            path = bare;
            return this;
        }

        /** The transports that may be used, both by default; at least one. */
        public Builder transports(TransportName... values) {
            OptionCheck.atLeast("number of transports", 1, values.length);
            transports = inOrder(values);
            return this;
        }

        /** From a pong to the next ping, 25 s by default. */
        public Builder pingInterval(Duration value) {
            pingInterval = OptionCheck.time("pingInterval", value);
            return this;
        }

        /** From a ping to the latest moment of its pong, 20 s by default; after it the session ends: ping timeout. */
        public Builder pingTimeout(Duration value) {
            pingTimeout = OptionCheck.time("pingTimeout", value);
            return this;
        }

        /** How long a probe may take, 10 s by default; after it the WebSocket is closed and the session polls on. */
        public Builder upgradeTimeout(Duration value) {
            upgradeTimeout = OptionCheck.time("upgradeTimeout", value);
            return this;
        }

        /**
         * The most bytes of a POST body or a WebSocket message, 1,000,000 by default; told to the client as
         * {@code maxPayload}. Above it: 413, or close code 1009.
         */
        public Builder maxHttpBufferSize(int bytes) {
            maxHttpBufferSize = OptionCheck.atLeast("maxHttpBufferSize", 1, bytes);
            return this;
        }

        /** Whether a session may change from polling to WebSocket, true by default; otherwise it is refused. */
        public Builder allowUpgrades(boolean value) {
            allowUpgrades = value;
            return this;
        }

        /**
         * Whether clients 1.x and 2.x are served, which speak revision 3, true by default; otherwise they are refused with code
         * 5, as is whoever asks for any other revision or for none.
         */
        public Builder allowEIO3(boolean value) {
            allowEIO3 = value;
            return this;
        }

        /** Agrees to compress WebSocket messages; off by default, since it costs memory for each connection. */
        public Builder perMessageDeflate(DeflateOptions value) {
            perMessageDeflate = Optional.of(value);
            return this;
        }

        /** Whether answers to polls are compressed, from 1,024 bytes on; true by default. */
        public Builder httpCompression(boolean on) {
            httpCompression = on ? OptionalInt.of(DEFAULT_COMPRESSION_THRESHOLD) : OptionalInt.empty();
            return this;
        }

        /** Compresses answers to polls from that many bytes on, 0 or more. */
        public Builder httpCompression(int threshold) {
            httpCompression = OptionalInt.of(OptionCheck.atLeast("httpCompression threshold", 0, threshold));
            return this;
        }

        /** Sets a session cookie; none by default. */
        public Builder cookie(CookieOptions value) {
            cookie = Optional.of(value);
            return this;
        }

        /** Which other origins are allowed; by default there are no CORS headers and origins are not looked at. */
        public Builder cors(CorsOptions value) {
            cors = Optional.of(value);
            return this;
        }

        /** Asked before a session is opened; by default every good request opens one. */
        public Builder allowRequest(AllowRequest value) {
            allowRequest = Optional.of(value);
            return this;
        }

        /** Adds headers to the answer that opens a session: that of the first poll, or the 101 of a WebSocket. */
        public Builder initialHeaders(HeadersHook value) {
            initialHeaders = Optional.of(value);
            return this;
        }

        /** Adds headers to the answer of every GET and POST and to every 101; not to refusals and preflights. */
        public Builder headers(HeadersHook value) {
            headers = Optional.of(value);
            return this;
        }

        /** Told of every refused request; nobody by default. */
        public Builder connectionError(Consumer<ConnectionError> value) {
            connectionError = Optional.of(value);
            return this;
        }

        /** Sends every client a message right behind the open packet; none by default. */
        public Builder initialPacket(InitialPacket value) {
            initialPacket = Optional.of(value);
            return this;
        }

        /** Makes the ids of sessions; by default the engine does, of 144 random bits. */
        public Builder generateId(SessionIds value) {
            generateId = Optional.of(value);
            return this;
        }

        /** Whose word about clients is believed, see {@link TrustedProxies#of}; nobody's by default. */
        public Builder trustedProxies(String... addresses) {
            trustedProxies = TrustedProxies.of(addresses);
            return this;
        }

        /** Answers what is not for the engine; by default that is 404, or goes to the next handler of the pipeline. */
        public Builder plainHttp(PlainHttpHandler value) {
            plainHttp = Optional.of(value);
            return this;
        }

        /**
         * What becomes of volatile messages for a client that does not keep up, {@link OutboundPolicy#DISCONNECT} by default.
         */
        public Builder outboundPolicy(OutboundPolicy value) {
            outboundPolicy = value;
            return this;
        }

        /** What a peer can make grow, and how far. */
        public Builder limits(EngineLimits value) {
            limits = value;
            return this;
        }

        /** Makes the options; the builder may be used again. */
        public EngineOptions build() {
            return new EngineOptions(new Builder(this));
        }

        private static Set<TransportName> inOrder(TransportName... names) {
            return Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(names)));
        }
    }
}
