package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.Tally;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.ErrorHook;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.ArgumentTypes;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.EventNameReader;
import dev.socketwire.socketio.codec.JsonCodec;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.codec.PacketEncoder;
import dev.socketwire.socketio.codec.ParsedPackets;
import dev.socketwire.socketio.lane.Lanes;
import dev.socketwire.socketio.spi.AdapterFactory;
import dev.socketwire.socketio.spi.Parser;
import dev.socketwire.socketio.spi.Payload;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What all namespaces of one server share. Any thread. */
public final class ServerContext {
    private static final Logger log = LoggerFactory.getLogger(ServerContext.class);

    final JsonCodec json;
    final PacketEncoder encoder;

    /** Null where clients speak as they do by default. */
    final @Nullable ParsedPackets parser;

    final int maxAuthBytes;
    final ArgumentReader arguments;
    final EventNameReader eventNames;
    final Lanes lanes;
    final Patience patience;
    final AdapterFactory adapters;
    final Optional<ConnectionStateRecovery> recovery;

    /** What clients will be answered. */
    final Promises promises = new Promises();

    /** What clients are refused. */
    final Tally<SocketRefusal> refusals = new Tally<>(SocketRefusal.class);

    private final ErrorHook errorHook;
    private final Map<List<? extends Type>, ArgumentTypes> types = new ConcurrentHashMap<>();
    private final Map<Scheduler, Deadlines> deadlines = new ConcurrentHashMap<>();

    /**
     * What clients speak.
     *
     * @param json how their values are bound and written
     * @param parser how their packets stand on the wire; empty: as they do by default
     * @param maxAuthBytes how much they may say of themselves when they connect
     */
    public record Speech(JsonCodec json, Optional<Parser> parser, int maxAuthBytes) {}

    /**
     * How long clients may take.
     *
     * @param connect to be in a namespace
     * @param attachments to send what a packet has announced
     * @param recovery to come back; empty: they begin anew
     */
    public record Patience(Duration connect, Duration attachments, Optional<ConnectionStateRecovery> recovery) {}

    /** The context of one server. */
    public ServerContext(Speech speech, Lanes lanes, Patience patience, AdapterFactory adapters, ErrorHook errorHook) {
        this.json = speech.json;
        this.parser = speech.parser.map(ParsedPackets::new).orElse(null);
        this.maxAuthBytes = speech.maxAuthBytes;
        this.encoder = parser == null
                ? new PacketEncoder(json, ByteBufAllocator.DEFAULT)
                : new PacketEncoder(json, ByteBufAllocator.DEFAULT, Integer.MAX_VALUE);
        this.arguments = new ArgumentReader(json);
        this.eventNames = new EventNameReader(json);
        this.lanes = lanes;
        this.patience = patience;
        this.adapters = adapters;
        this.recovery = patience.recovery;
        this.errorHook = errorHook;
    }

    /** The types of a listener; made once for all sockets that listen with the same. */
    ArgumentTypes types(List<? extends Type> wanted) {
        ArgumentTypes known = types.get(wanted);
        return known != null ? known : types.computeIfAbsent(wanted, list -> new ArgumentTypes(json, list));
    }

    /** The types of a listener; null for one that takes what comes, as one of {@link Arguments} does. */
    @Nullable
    ArgumentTypes listened(List<? extends Type> wanted) {
        ArgumentTypes known = types(wanted);
        return known.isOnly(Arguments.class) ? null : known;
    }

    /**
     * Binds the first value of an answer; all of them where {@link Arguments} are asked for.
     *
     * @param answer borrowed
     */
    ArgumentReader.Outcome read(Packet answer, ArgumentTypes wanted) throws PacketFormatException {
        return wanted.isOnly(Arguments.class)
                ? new ArgumentReader.Outcome(List.of(BoundArguments.of(this, answer)), null)
                : arguments.read(answer, 0, wanted);
    }

    /** What has to happen in time on one loop; to be used there only. */
    Deadlines deadlines(Scheduler loop) {
        Deadlines known = deadlines.get(loop);
        return known != null ? known : deadlines.computeIfAbsent(loop, Deadlines::new);
    }

    /** The auth of a client, bound to a type. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the caller's type is that of his token
    <T> T auth(byte[] auth, Type type) {
        try {
            return arguments.readWhole(auth, type);
        } catch (JacksonException e) {
            // Its message quotes what the client logs in with.
            throw new IllegalArgumentException("auth does not fit " + type.getTypeName());
        }
    }

    /** An event of the program; {@code Arguments} alone go on as they came. */
    Encoded event(String namespace, long ackId, String event, Object... values) {
        return values.length == 1 && values[0] instanceof BoundArguments arguments
                ? encoder.event(namespace, ackId, event, arguments.raw())
                : encoder.event(namespace, ackId, event, Arrays.asList(values));
    }

    /** A packet as clients of this server are sent it; taken. */
    Encoded ready(Encoded encoded) {
        return parser == null ? encoded : parser.write(encoded);
    }

    /**
     * An event of another server, checked.
     *
     * @throws IllegalArgumentException where it is none
     */
    ForeignEvent foreign(Payload payload) {
        try {
            return new ForeignEvent(
                    eventNames.read(Unpooled.wrappedBuffer(payload.json())),
                    BoundArguments.of(this, packet(Packet.Kind.EVENT, payload)));
        } catch (PacketFormatException e) {
            throw new IllegalArgumentException("event of another server: " + e.getMessage(), e);
        }
    }

    /** A packet of what another server has sent; nobody needs to release it. */
    static Packet packet(Packet.Kind kind, Payload payload) {
        return new Packet(
                kind,
                "/",
                -1,
                Unpooled.wrappedBuffer(payload.json()),
                payload.attachments().stream().map(Unpooled::wrappedBuffer).toList());
    }

    /**
     * A member of a JSON object that another server has sent.
     *
     * @throws IllegalArgumentException where it does not fit the type
     */
    <T> Optional<T> member(byte[] object, DataKey<T> key) {
        try {
            JsonNode value =
                    arguments.<JsonNode>readWhole(object, JsonNode.class).get(key.name());
            return value == null || value.isNull()
                    ? Optional.empty()
                    : Optional.of(
                            arguments.<T>readWhole(value.toString().getBytes(StandardCharsets.UTF_8), key.type()));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "data \"" + key.name() + "\" does not fit " + key.type().getTypeName(), e);
        }
    }

    /**
     * The data of a socket that another server has kept: a JSON object.
     *
     * @throws IllegalArgumentException where it is none
     */
    SocketData data(byte[] object) {
        JsonNode all;
        try {
            all = arguments.<JsonNode>readWhole(object, JsonNode.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("data of another server is no JSON", e);
        }
        if (!all.isObject()) {
            throw new IllegalArgumentException("data of another server is no object");
        }
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> value : all.properties()) {
            if (!value.getValue().isNull()) {
                values.put(value.getKey(), value.getValue());
            }
        }
        return new SocketData(values, (value, type) -> {
            try {
                return arguments.<Object>readWhole(value.toString().getBytes(StandardCharsets.UTF_8), type);
            } catch (JacksonException e) {
                throw new IllegalArgumentException("data of another server does not fit " + type.getTypeName(), e);
            }
        });
    }

    /** Has an adapter do something, and tells the program where that fails; the future never does. */
    CompletableFuture<Void> settle(String what, Supplier<CompletionStage<Void>> action) {
        CompletionStage<Void> stage;
        try {
            stage = action.get();
        } catch (RuntimeException | Error e) {
            stage = CompletableFuture.failedStage(e);
        }
        return stage.toCompletableFuture().handle((nothing, failure) -> {
            if (failure != null) {
                tell("", what, failure);
            }
            return null;
        });
    }

    /** Tells the program of a failure of its own; the hook itself may fail. */
    void tell(String socketId, String event, Throwable error) {
        try {
            errorHook.onError(socketId, event, error);
        } catch (RuntimeException | Error e) {
            log.error("the error hook has thrown", e);
        }
    }
}
