package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SessionListener;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** An engine on a port of its own that sends every message back, and remembers how sessions ended. */
final class EchoEngine implements AutoCloseable {
    final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
    final Queue<String> ends = new ConcurrentLinkedQueue<>();
    final EngineServer server;

    EchoEngine(EngineOptions options) {
        this(options, IoKind.BEST);
    }

    EchoEngine(EngineOptions options, IoKind io) {
        this(options, new EngineServer.Setup(FrontRoute.NONE, Optional.empty(), io));
        server.start("127.0.0.1", 0);
    }

    /** One that has not been started. */
    EchoEngine(EngineOptions options, EngineServer.Setup setup) {
        server = new EngineServer(options, this::accept, setup);
    }

    static EngineOptions.Builder options() {
        return EngineOptions.builder();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close(Duration.ofSeconds(5)).join();
    }

    private SessionListener accept(Session session) {
        sessions.add(session);
        return new SessionListener() {
            @Override
            public void onText(ByteBuf message) {
                String text = message.toString(StandardCharsets.UTF_8);
                if (text.equals("close")) {
                    session.close();
                    return;
                }
                ByteBuf copy = message.alloc().buffer(Session.HEADROOM + message.readableBytes());
                copy.setIndex(Session.HEADROOM, Session.HEADROOM).writeBytes(message);
                session.sendText(copy, SendOptions.DEFAULT);
            }

            @Override
            public void onBinary(ByteBuf message) {
                ByteBuf head = message.alloc().buffer(Session.HEADROOM).setIndex(Session.HEADROOM, Session.HEADROOM);
                session.send(head.writeBytes(new byte[] {'b', 'i', 'n'}), List.of(message.copy()), SendOptions.DEFAULT);
            }

            @Override
            public void onClose(DisconnectReason reason, @Nullable String description) {
                ends.add(description == null ? reason.toString() : reason + ": " + description);
            }
        };
    }
}
