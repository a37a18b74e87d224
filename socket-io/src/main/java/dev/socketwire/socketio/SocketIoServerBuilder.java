package dev.socketwire.socketio;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.ConnectionError;
import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.HeadersHook;
import dev.socketwire.engineio.InitialPacket;
import dev.socketwire.engineio.OutboundPolicy;
import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.SessionIds;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.netty.IoKind;
import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.socketio.bundle.BundleVersion;
import dev.socketwire.socketio.netty.ServerAssembly;
import dev.socketwire.socketio.netty.TlsMaterial;
import dev.socketwire.socketio.spi.AdapterFactory;
import dev.socketwire.socketio.spi.Parser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * The options of all layers under one roof, by the names of the reference. Every one has a default. Not for use from several
 * threads at once; a built server does not change with its builder. A value that cannot be is refused where it is set, by an
 * {@link IllegalArgumentException} that names option, value and range; times are positive and, where clients are told them or have to
 * keep them, from 1 ms to 2,147,483,647 ms, a bit less than 25 days.
 */
public final class SocketIoServerBuilder {
    private final EngineOptions.Builder engine = EngineOptions.builder().path("/socket.io");

    private String host = "0.0.0.0";
    private int port;
    private Optional<TlsMaterial> tls = Optional.empty();
    private IoTransport io = IoTransport.BEST;
    private boolean serveClient = true;
    private BundleVersion clientVersion = BundleVersion.V4;
    private Handlers handlers = Handlers.ordered();
    private Duration connectTimeout = Duration.ofSeconds(45);
    private Duration attachmentTimeout = Duration.ofSeconds(30);
    private JsonMapper mapper = JsonMapper.builder().build();
    private Optional<Parser> parser = Optional.empty();
    private int maxAuthBytes = 64 * 1024;
    private Optional<AdapterFactory> adapter = Optional.empty();
    private boolean cleanupEmptyChildNamespaces;
    private int maxChildNamespaces = 10_000;
    private Optional<ConnectionStateRecovery> recovery = Optional.empty();
    private ErrorHook errorHook = new ErrorLog();

    SocketIoServerBuilder() {}

    /** The address to listen on, {@code 0.0.0.0} by default. */
    public SocketIoServerBuilder host(String value) {
        host = value;
        return this;
    }

    /**
     * The port to listen on; 0, the default, picks one.
     *
     * @throws IllegalArgumentException where it is not from 0 to 65535
     */
    public SocketIoServerBuilder port(int value) {
        if (value < 0 || value > 65535) {
            throw new IllegalArgumentException("port " + value + " must be from 0 to 65535");
        }
        port = value;
        return this;
    }

    /** As {@link #tls(Path, Path, TlsEngine)}, with the engine of the JDK. */
    public SocketIoServerBuilder tls(Path certificates, Path key) {
        return tls(certificates, key, TlsEngine.JDK);
    }

    /**
     * Serves https and wss, TLS 1.2 and 1.3, with PEM files: the certificates, the server's own first, and its key in PKCS #8. The
     * server looks at them every second and takes new ones for new connections; where they cannot be used it keeps what it had
     * and logs a warning. See {@link SocketIoServer#reloadTls()}.
     *
     * @throws IllegalArgumentException where they cannot be read or do not fit each other
     * @throws IllegalStateException where the engine is not there
     */
    public SocketIoServerBuilder tls(Path certificates, Path key, TlsEngine by) {
        tls = Optional.of(TlsMaterial.ofPem(certificates, key, by));
        return this;
    }

    /** Serves https and wss, TLS 1.2 and 1.3, with a context of the program. */
    public SocketIoServerBuilder tls(SSLContext context) {
        tls = Optional.of(TlsMaterial.of(context));
        return this;
    }

    /** Which kind of event loops, {@link IoTransport#BEST} by default. */
    public SocketIoServerBuilder io(IoTransport value) {
        io = value;
        return this;
    }

    /** Where the server answers, {@code /socket.io} by default. */
    public SocketIoServerBuilder path(String value) {
        engine.path(value);
        return this;
    }

    /** Whether the browser client is handed out below the path, as {@code socket.io.js} and its siblings; it is by default. */
    public SocketIoServerBuilder serveClient(boolean value) {
        serveClient = value;
        return this;
    }

    /**
     * The version of the browser client that is handed out: {@code "4"} (4.8.4) by default, or {@code "2"} (2.5.0) for pages
     * that need an old one, such as those for Internet Explorer. Whatever is handed out, clients of every version are served.
     *
     * @throws IllegalArgumentException where that version is not in the jar
     */
    public SocketIoServerBuilder clientVersion(String version) {
        clientVersion = BundleVersion.of(version);
        return this;
    }

    /** Where listeners run, {@link Handlers#ordered()} by default. */
    public SocketIoServerBuilder handlers(Handlers value) {
        handlers = value;
        return this;
    }

    /** How long a client may be connected to no namespace, 45 s by default. */
    public SocketIoServerBuilder connectTimeout(Duration value) {
        connectTimeout = positive("connectTimeout", value);
        return this;
    }

    /**
     * How long a client may take to send the binary attachments of an event that it has begun, 30 s by default; after it the
     * connection ends.
     */
    public SocketIoServerBuilder attachmentTimeout(Duration value) {
        attachmentTimeout = positive("attachmentTimeout", value);
        return this;
    }

    /**
     * The most bytes of the {@code auth} that a client connects with, 64 KiB by default: it is kept as long as its socket. A
     * larger one ends the connection.
     *
     * @throws IllegalArgumentException where it is less than 2
     */
    public SocketIoServerBuilder maxAuthBytes(int value) {
        if (value < 2) {
            throw new IllegalArgumentException("maxAuthBytes " + value + " must be at least 2");
        }
        maxAuthBytes = value;
        return this;
    }

    /**
     * Lets clients whose connection broke come back as if they had not been away; off by default. See
     * {@link ConnectionStateRecovery}.
     */
    public SocketIoServerBuilder connectionStateRecovery(ConnectionStateRecovery value) {
        recovery = Optional.of(value);
        return this;
    }

    /** Reads and writes arguments; Jackson's defaults by default. Our values (bytes, JavaScript's numbers) are added to a copy. */
    public SocketIoServerBuilder jsonMapper(JsonMapper value) {
        mapper = value;
        return this;
    }

    /**
     * How packets stand on the wire, say {@code new MsgpackParser()}; by default as every client has it. All clients have to use
     * the same: whoever does not is disconnected with {@code parse error}.
     */
    public SocketIoServerBuilder parser(Parser value) {
        parser = Optional.of(value);
        return this;
    }

    /** Joins the namespaces of several servers; by default a server is alone. */
    public SocketIoServerBuilder adapter(AdapterFactory value) {
        adapter = Optional.of(value);
        return this;
    }

    /**
     * Whether a namespace that was made for a client ({@link SocketIoServer#of(java.util.regex.Pattern)}) is removed when the
     * last client has left it; it is not by default. What the program has added to the child itself is gone with it.
     */
    public SocketIoServerBuilder cleanupEmptyChildNamespaces(boolean value) {
        cleanupEmptyChildNamespaces = value;
        return this;
    }

    /**
     * How many namespaces that were made for clients there may be at a time, 10,000 by default; above it clients that ask for
     * another one are told "Too many namespaces".
     *
     * @throws IllegalArgumentException where it is less than 1
     */
    public SocketIoServerBuilder maxChildNamespaces(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("maxChildNamespaces " + value + " must be at least 1");
        }
        maxChildNamespaces = value;
        return this;
    }

    /** Told when a handler of the program throws or arguments do not fit it; by default a line of log. */
    public SocketIoServerBuilder onError(ErrorHook value) {
        errorHook = value;
        return this;
    }

    /** The transports that clients may use, at least one; both by default. */
    public SocketIoServerBuilder transports(TransportName... values) {
        engine.transports(values);
        return this;
    }

    /** From a pong to the next ping, 25 s by default. */
    public SocketIoServerBuilder pingInterval(Duration value) {
        engine.pingInterval(value);
        return this;
    }

    /** From a ping to the latest moment of its pong, 20 s by default. */
    public SocketIoServerBuilder pingTimeout(Duration value) {
        engine.pingTimeout(value);
        return this;
    }

    /** How long the upgrade of a transport may take, 10 s by default. */
    public SocketIoServerBuilder upgradeTimeout(Duration value) {
        engine.upgradeTimeout(value);
        return this;
    }

    /** The most bytes of a message, and of the body of a POST; at least 1, 1,000,000 by default. Above it: 413, or close code 1009. */
    public SocketIoServerBuilder maxHttpBufferSize(int bytes) {
        engine.maxHttpBufferSize(bytes);
        return this;
    }

    /** Whether a client may change from polling to WebSocket; it may by default. */
    public SocketIoServerBuilder allowUpgrades(boolean value) {
        engine.allowUpgrades(value);
        return this;
    }

    /**
     * Whether clients 1.x and 2.x are served beside the newer ones, true by default: unlike the reference, this server is there
     * for front ends that exist.
     */
    public SocketIoServerBuilder allowEIO3(boolean value) {
        engine.allowEIO3(value);
        return this;
    }

    /** Turns permessage-deflate on; it is off by default. */
    public SocketIoServerBuilder perMessageDeflate(DeflateOptions value) {
        engine.perMessageDeflate(value);
        return this;
    }

    /** From so many bytes on, 0 or more, the answers to polls are compressed; 1,024 by default. */
    public SocketIoServerBuilder httpCompression(int threshold) {
        engine.httpCompression(threshold);
        return this;
    }

    /** Never compresses the answers to polls. */
    public SocketIoServerBuilder noHttpCompression() {
        engine.httpCompression(false);
        return this;
    }

    /** Sets a session cookie; none by default. */
    public SocketIoServerBuilder cookie(CookieOptions value) {
        engine.cookie(value);
        return this;
    }

    /** Which other origins are let in; by default origins are not looked at and get no headers. */
    public SocketIoServerBuilder cors(CorsOptions value) {
        engine.cors(value);
        return this;
    }

    /** Asked before a session is opened; by default every good request opens one. */
    public SocketIoServerBuilder allowRequest(AllowRequest value) {
        engine.allowRequest(value);
        return this;
    }

    /** Called for the answer that opens a session, to add headers. */
    public SocketIoServerBuilder initialHeaders(HeadersHook value) {
        engine.initialHeaders(value);
        return this;
    }

    /** Called for every good answer, to add headers. */
    public SocketIoServerBuilder headers(HeadersHook value) {
        engine.headers(value);
        return this;
    }

    /** Told of every refused request. */
    public SocketIoServerBuilder onConnectionError(Consumer<ConnectionError> value) {
        engine.connectionError(value);
        return this;
    }

    /** Sends every client a message right behind the open packet, as it is: not a Socket.IO packet; none by default. */
    public SocketIoServerBuilder initialPacket(InitialPacket value) {
        engine.initialPacket(value);
        return this;
    }

    /** Makes the ids of sessions, which must not be guessed; 144 random bits by default. */
    public SocketIoServerBuilder generateId(SessionIds value) {
        engine.generateId(value);
        return this;
    }

    /**
     * The proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed, by address or block:
     * {@code "127.0.0.1/32"}, {@code "10.0.0.0/8"}, {@code "2001:db8::7"}. The address of a handshake is then the rightmost one
     * which is none of theirs, and it is secure where the client came over TLS to the proxy. By default nobody is believed, and
     * it is the address of the socket.
     *
     * @throws IllegalArgumentException where one is no address and no block
     */
    public SocketIoServerBuilder trustedProxies(String... addresses) {
        engine.trustedProxies(addresses);
        return this;
    }

    /** Answers the requests for other paths, so that pages come from the same port; by default they get 404. */
    public SocketIoServerBuilder plainHttp(PlainHttpHandler value) {
        engine.plainHttp(value);
        return this;
    }

    /**
     * What becomes of what {@link Emitter#dropIfBusy} sends to a client that does not keep up, {@link OutboundPolicy#DISCONNECT}
     * by default. How much may wait stands in the {@link #limits}: {@code queueBytes} and {@code queuePackets}.
     */
    public SocketIoServerBuilder outboundPolicy(OutboundPolicy value) {
        engine.outboundPolicy(value);
        return this;
    }

    /** What a peer can make grow, and how far; {@link EngineLimits#defaults()} by default. */
    public SocketIoServerBuilder limits(EngineLimits value) {
        engine.limits(value);
        return this;
    }

    private static Duration positive(String option, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(option + " " + value + " must be positive");
        }
        return value;
    }

    /** A server with these options; it does not listen before {@link SocketIoServer#start()}. */
    public SocketIoServer build() {
        ServerAssembly parts = new ServerAssembly(new ServerAssembly.Options(
                engine.build(),
                tls,
                IoKind.valueOf(io.name()),
                Optional.of(clientVersion).filter(version -> serveClient),
                handlers,
                connectTimeout,
                attachmentTimeout,
                mapper,
                parser,
                maxAuthBytes,
                adapter,
                new ServerAssembly.Children(cleanupEmptyChildNamespaces, maxChildNamespaces),
                recovery,
                errorHook));
        return new SocketIoServer(parts, host, port);
    }
}
