package dev.socketwire.frames;

import dev.socketwire.frames.netty.RawServer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A raw WebSocket server, RFC 6455: what a plain browser {@code WebSocket} talks to.
 *
 * <pre>{@code
 * WebSocketServer server = WebSocketServer.builder().port(8080).build(new WebSocketListener() {
 *     @Override
 *     public void onText(WebSocketConnection connection, String text) {
 *         connection.sendText("you said " + text);
 *     }
 * });
 * server.start();
 * }</pre>
 *
 * Safe from any thread. The listener is called on event loops.
 */
public final class WebSocketServer implements AutoCloseable {
    private final RawServer server;

    private WebSocketServer(Builder builder, WebSocketListener listener) {
        server = new RawServer(builder.settings(), listener);
    }

    /** Begins with every option at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Binds the port and accepts connections.
     *
     * @return this server
     * @throws java.io.UncheckedIOException where the port cannot be bound
     * @throws IllegalStateException where the server was started before
     */
    public WebSocketServer start() {
        server.start();
        return this;
    }

    /**
     * The port that is bound.
     *
     * @throws IllegalStateException before the start
     */
    public int port() {
        return server.port();
    }

    /**
     * Closes every connection with 1001, frees the port and waits for both, a few seconds at most. A listener may call this,
     * too: there it does not wait.
     */
    @Override
    public void close() {
        server.close();
    }

    /** Collects the options of a server. Not for use from several threads at once. */
    public static final class Builder {
        private String host = "0.0.0.0";
        private int port;
        private @Nullable String path;
        private WebSocketLimits limits = WebSocketLimits.defaults();
        private Optional<DeflateOptions> deflate = Optional.empty();
        private List<String> subprotocols = List.of();
        private Optional<SSLContext> tls = Optional.empty();

        private Builder() {}

        /** The address to listen on; all by default. */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /**
         * The port to listen on; 0, the default, picks one.
         *
         * @throws IllegalArgumentException where it is not from 0 to 65535
         */
        public Builder port(int value) {
            if (value < 0 || value > 65535) {
                throw new IllegalArgumentException("port " + value + " must be from 0 to 65535");
            }
            port = value;
            return this;
        }

        /** The only path that is answered; every one by default. Others get 404. */
        public Builder path(String value) {
            path = value;
            return this;
        }

        /** What a peer can make grow, and how far; {@link WebSocketLimits#defaults()} by default. */
        public Builder limits(WebSocketLimits value) {
            limits = value;
            return this;
        }

        /** Turns permessage-deflate on; it is off by default. */
        public Builder deflate(DeflateOptions value) {
            deflate = Optional.of(value);
            return this;
        }

        /** The subprotocols that the server speaks, the best first; none by default. A client that names none of them is let in, too. */
        public Builder subprotocols(String... values) {
            subprotocols = List.of(values);
            return this;
        }

        /** Serves {@code wss://}. A client of TLS 1.2 that wants to shake hands again is disconnected. */
        public Builder tls(SSLContext value) {
            tls = Optional.of(value);
            return this;
        }

        /** A server with these options; it does not listen before {@link WebSocketServer#start()}. */
        public WebSocketServer build(WebSocketListener listener) {
            return new WebSocketServer(this, listener);
        }

        private RawServer.Settings settings() {
            return new RawServer.Settings(host, port, Optional.ofNullable(path), limits, deflate, subprotocols, tls);
        }
    }
}
