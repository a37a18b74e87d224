package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.session.Nowhere;
import dev.socketwire.engineio.session.OneThread;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.Sessions;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.codec.JsonCodec;
import dev.socketwire.socketio.codec.JsonLimits;
import dev.socketwire.socketio.lane.Lanes;
import dev.socketwire.socketio.spi.Target;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** A server without sockets, and one client in its namespace {@code /}. */
final class OneClient {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final ServerContext CONTEXT = new ServerContext(
            new ServerContext.Speech(
                    JsonCodec.of(JsonMapper.builder().build(), JsonLimits.forMessagesOf(1_000)),
                    Optional.empty(),
                    65_536),
            Lanes.inline(),
            new ServerContext.Patience(TIME, TIME, Optional.empty()),
            NamespaceState.ALONE,
            (socketId, event, error) -> {
                throw new AssertionError(event, error);
            });

    final OneThread loop = new OneThread();
    final Session session;
    final NamespaceState namespace;

    /** How often the program was told of its end. */
    final AtomicInteger ends = new AtomicInteger();

    private final Namespaces namespaces = new Namespaces(CONTEXT, new Namespaces.ChildRules(false, 1));

    OneClient() {
        loop.enter();
        Nowhere transport = new Nowhere();
        session = Sessions.open(loop, namespaces, transport);
        namespace = namespaces.root();
        namespace.onConnection(socket -> socket.onDisconnect(reason -> ends.incrementAndGet()));
        ByteBuf connect = Sessions.text("40");
        session.onText(transport, connect);
        connect.release();
        loop.turn();
        loop.leave();
    }

    Socket socket() {
        return namespace.sockets().iterator().next();
    }

    /** The client goes; on its loop, which the caller becomes. */
    void goes() {
        loop.enter();
        session.closeNow(DisconnectReason.TRANSPORT_CLOSE);
        loop.turn();
    }

    /** How many the loop has in a room. */
    int members(String room) {
        AtomicInteger members = new AtomicInteger();
        namespace
                .members(loop)
                .walk(new Choice(namespace, Target.EVERYBODY.to(room)), member -> members.incrementAndGet());
        return members.get();
    }

    /** What was posted is run. */
    void settle() {
        loop.enter();
        loop.turn();
    }
}
