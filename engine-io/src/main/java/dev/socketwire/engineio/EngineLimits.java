package dev.socketwire.engineio;

import java.time.Duration;

/**
 * What a peer can make grow, and how far. Each limit has a default that honest clients do not reach; what happens at the
 * limit stands with its setter. Immutable; sizes in bytes.
 */
public final class EngineLimits {
    /** The value of a count that has no limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final EngineLimits DEFAULTS = builder().build();

    private final int requestLineBytes;
    private final int headerBytes;
    private final int headerLines;
    private final Duration headerTimeout;
    private final Duration bodyTimeout;
    private final Duration keepAliveTimeout;
    private final int packetsPerPayload;
    private final int pollBytes;
    private final int queueBytes;
    private final int queuePackets;
    private final Duration writeStallTimeout;
    private final Duration allowRequestTimeout;
    private final int pendingHandshakes;
    private final int sessions;
    private final int connections;
    private final int connectionsPerAddress;
    private final int fragments;
    private final Duration closeTimeout;
    private final int tlsHandshakes;
    private final Duration tlsHandshakeTimeout;

    private EngineLimits(Builder from) {
        requestLineBytes = from.requestLineBytes;
        headerBytes = from.headerBytes;
        headerLines = from.headerLines;
        headerTimeout = from.headerTimeout;
        bodyTimeout = from.bodyTimeout;
        keepAliveTimeout = from.keepAliveTimeout;
        packetsPerPayload = from.packetsPerPayload;
        pollBytes = from.pollBytes;
        queueBytes = from.queueBytes;
        queuePackets = from.queuePackets;
        writeStallTimeout = from.writeStallTimeout;
        allowRequestTimeout = from.allowRequestTimeout;
        pendingHandshakes = from.pendingHandshakes;
        sessions = from.sessions;
        connections = from.connections;
        connectionsPerAddress = from.connectionsPerAddress;
        fragments = from.fragments;
        closeTimeout = from.closeTimeout;
        tlsHandshakes = from.tlsHandshakes;
        tlsHandshakeTimeout = from.tlsHandshakeTimeout;
    }

    /** Every limit at its default. */
    public static EngineLimits defaults() {
        return DEFAULTS;
    }

    /** Begins with every limit at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** The longest request line. */
    public int requestLineBytes() {
        return requestLineBytes;
    }

    /** The most bytes of all headers of a request. */
    public int headerBytes() {
        return headerBytes;
    }

    /** The most header lines of a request. */
    public int headerLines() {
        return headerLines;
    }

    /** How long the line and the headers of a request may take to arrive, from the opening of the connection on. */
    public Duration headerTimeout() {
        return headerTimeout;
    }

    /** How long the body of a request may take to arrive. */
    public Duration bodyTimeout() {
        return bodyTimeout;
    }

    /** How long a connection may stay open between two requests. */
    public Duration keepAliveTimeout() {
        return keepAliveTimeout;
    }

    /** The most packets in the body of one POST. */
    public int packetsPerPayload() {
        return packetsPerPayload;
    }

    /** Where the answer to a poll is full. */
    public int pollBytes() {
        return pollBytes;
    }

    /** The most bytes that wait for one client. */
    public int queueBytes() {
        return queueBytes;
    }

    /** The most packets that wait for one client. */
    public int queuePackets() {
        return queuePackets;
    }

    /** How long a client may take nothing of what waits for it. */
    public Duration writeStallTimeout() {
        return writeStallTimeout;
    }

    /** How long {@link AllowRequest} may take. */
    public Duration allowRequestTimeout() {
        return allowRequestTimeout;
    }

    /** The most requests that wait for {@link AllowRequest}. */
    public int pendingHandshakes() {
        return pendingHandshakes;
    }

    /** The most sessions at a time. */
    public int sessions() {
        return sessions;
    }

    /** The most connections at a time to a port of our own. */
    public int connections() {
        return connections;
    }

    /** The most connections at a time from one address. */
    public int connectionsPerAddress() {
        return connectionsPerAddress;
    }

    /** The most frames of one WebSocket message. */
    public int fragments() {
        return fragments;
    }

    /** How long a WebSocket client may take to answer our close frame. */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /** The most TLS handshakes that are under way at a time, on a port of our own. */
    public int tlsHandshakes() {
        return tlsHandshakes;
    }

    /** How long a TLS handshake may take. */
    public Duration tlsHandshakeTimeout() {
        return tlsHandshakeTimeout;
    }

    /**
     * Collects what {@link EngineLimits} holds. Not for use from several threads at once. A value that cannot be is refused where it
     * is set, by an {@link IllegalArgumentException} that names limit, value and range: counts are at least 1, {@code queueBytes} at
     * least 1,024, {@code requestLineBytes} and {@code headerBytes} at least 256, {@code headerLines} at least 10, times from 1 ms to
     * 2,147,483,647 ms.
     */
    public static final class Builder {
        private int requestLineBytes = 8 * 1024;
        private int headerBytes = 16 * 1024;
        private int headerLines = 100;
        private Duration headerTimeout = Duration.ofSeconds(10);
        private Duration bodyTimeout = Duration.ofSeconds(30);
        private Duration keepAliveTimeout = Duration.ofSeconds(60);
        private int packetsPerPayload = 50_000;
        private int pollBytes = 1_000_000;
        private int queueBytes = 4 * 1024 * 1024;
        private int queuePackets = 10_000;
        private Duration writeStallTimeout = Duration.ofSeconds(10);
        private Duration allowRequestTimeout = Duration.ofSeconds(10);
        private int pendingHandshakes = 10_000;
        private int sessions = UNLIMITED;
        private int connections = UNLIMITED;
        private int connectionsPerAddress = UNLIMITED;
        private int fragments = 1024;
        private Duration closeTimeout = Duration.ofSeconds(5);
        private int tlsHandshakes = 10_000;
        private Duration tlsHandshakeTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /** The longest request line, 8 KiB by default; above it the answer is 414 and the connection ends. */
        public Builder requestLineBytes(int bytes) {
            requestLineBytes = OptionCheck.atLeast("requestLineBytes", 256, bytes);
            return this;
        }

        /** The most bytes of all headers of a request, 16 KiB by default; above it: 431, the connection ends. */
        public Builder headerBytes(int bytes) {
            headerBytes = OptionCheck.atLeast("headerBytes", 256, bytes);
            return this;
        }

        /** The most header lines of a request, 100 by default; above it: 431, the connection ends. */
        public Builder headerLines(int lines) {
            headerLines = OptionCheck.atLeast("headerLines", 10, lines);
            return this;
        }

        /** The time for line and headers of a request, 10 s by default; after it the connection ends. */
        public Builder headerTimeout(Duration time) {
            headerTimeout = OptionCheck.time("headerTimeout", time);
            return this;
        }

        /** The time for the body of a request, 30 s by default; after it: 408, the connection ends. */
        public Builder bodyTimeout(Duration time) {
            bodyTimeout = OptionCheck.time("bodyTimeout", time);
            return this;
        }

        /** From the last byte of an answer to the next request, 60 s by default; after it the connection ends. */
        public Builder keepAliveTimeout(Duration time) {
            keepAliveTimeout = OptionCheck.time("keepAliveTimeout", time);
            return this;
        }

        /** The most packets in the body of one POST, 50,000 by default; above it the session ends: parse error. */
        public Builder packetsPerPayload(int packets) {
            packetsPerPayload = OptionCheck.atLeast("packetsPerPayload", 1, packets);
            return this;
        }

        /** Where the answer to a poll is full, 1,000,000 by default: what is left waits for the next poll. */
        public Builder pollBytes(int bytes) {
            pollBytes = OptionCheck.atLeast("pollBytes", 1, bytes);
            return this;
        }

        /** The most bytes that wait for one client, 4 MiB by default; above it the session ends. */
        public Builder queueBytes(int bytes) {
            queueBytes = OptionCheck.atLeast("queueBytes", 1024, bytes);
            return this;
        }

        /** The most packets that wait for one client, 10,000 by default; above it the session ends. */
        public Builder queuePackets(int packets) {
            queuePackets = OptionCheck.atLeast("queuePackets", 1, packets);
            return this;
        }

        /**
         * How long a client may take no byte of what waits for it, 10 s by default; after it the session ends, and where it is
         * an answer that nobody takes, its connection.
         */
        public Builder writeStallTimeout(Duration time) {
            writeStallTimeout = OptionCheck.time("writeStallTimeout", time);
            return this;
        }

        /** How long {@link AllowRequest} may take, 10 s by default; after it the request is refused: 403, code 4. */
        public Builder allowRequestTimeout(Duration time) {
            allowRequestTimeout = OptionCheck.time("allowRequestTimeout", time);
            return this;
        }

        /** The most requests that wait for {@link AllowRequest}, 10,000 by default; above it the answer is 503. */
        public Builder pendingHandshakes(int requests) {
            pendingHandshakes = OptionCheck.atLeast("pendingHandshakes", 1, requests);
            return this;
        }

        /** The most sessions at a time, {@link #UNLIMITED} by default; above it the answer is 503. */
        public Builder sessions(int most) {
            sessions = OptionCheck.atLeast("sessions", 1, most);
            return this;
        }

        /**
         * The most connections at a time to a port of our own, {@link #UNLIMITED} by default; one above it is closed before
         * anything is read.
         */
        public Builder connections(int most) {
            connections = OptionCheck.atLeast("connections", 1, most);
            return this;
        }

        /**
         * As {@link #connections}, for one address. Connections of {@link EngineOptions#trustedProxies()} count for the clients
         * that they speak for, from a request to its answer or for as long as they are a WebSocket; above the limit such a
         * request is answered with 503. Those of any other proxy are all of one address: leave it {@link #UNLIMITED} there.
         */
        public Builder connectionsPerAddress(int most) {
            connectionsPerAddress = OptionCheck.atLeast("connectionsPerAddress", 1, most);
            return this;
        }

        /** The most frames of one WebSocket message, 1,024 by default; above it: close code 1008. */
        public Builder fragments(int frames) {
            fragments = OptionCheck.atLeast("fragments", 1, frames);
            return this;
        }

        /** The time for the answer to our close frame, 5 s by default; after it the connection is cut. */
        public Builder closeTimeout(Duration time) {
            closeTimeout = OptionCheck.time("closeTimeout", time);
            return this;
        }

        /**
         * The most TLS handshakes that are under way at a time, on a port of our own, 10,000 by default; a connection above it
         * is closed before anything is read.
         */
        public Builder tlsHandshakes(int most) {
            tlsHandshakes = OptionCheck.atLeast("tlsHandshakes", 1, most);
            return this;
        }

        /**
         * How long a TLS handshake may take, 10 s by default; after it the connection ends. {@link #headerTimeout} begins when
         * it is done.
         */
        public Builder tlsHandshakeTimeout(Duration time) {
            tlsHandshakeTimeout = OptionCheck.time("tlsHandshakeTimeout", time);
            return this;
        }

        /** Makes the limits. */
        public EngineLimits build() {
            return new EngineLimits(this);
        }
    }
}
