package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.SessionIds;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.codec.Dialect;
import dev.socketwire.engineio.http.Decision;
import dev.socketwire.engineio.session.LoopSessions;
import dev.socketwire.engineio.session.PollingTransport;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.Sids;
import dev.socketwire.frames.handshake.HandshakeRequest;
import dev.socketwire.frames.handshake.HandshakeResult;
import dev.socketwire.frames.netty.FrameChannelHandler;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions and lets WebSockets probe them, once everybody who is asked has agreed. */
final class SessionOpener {
    private static final Logger log = LoggerFactory.getLogger(SessionOpener.class);

    /** Equal to what a hook may say, and not the same. */
    private static final AllowRequest.Verdict TOO_LATE = new AllowRequest.Verdict(false, Optional.empty());

    private final EngineParts parts;

    SessionOpener(EngineParts parts) {
        this.parts = parts;
    }

    /** Opens a session on the loop of the channel, which becomes its home. */
    void open(EngineChannelHandler handler, HttpExchange exchange, Decision.Open decision) {
        if (parts.isFull()) {
            unavailable(handler, exchange, EngineRefusal.SESSIONS);
            return;
        }
        if (parts.pendingHandshakes.get() >= parts.options.limits().pendingHandshakes()) {
            unavailable(handler, exchange, EngineRefusal.PENDING_HANDSHAKES);
            return;
        }
        HandshakeResult.@Nullable Accepted accepted = null;
        if (decision.transport() == TransportName.WEBSOCKET) {
            accepted = agree(handler, exchange);
            if (accepted == null) {
                return;
            }
        }
        Opening opening = new Opening(handler, exchange, decision, accepted);
        Optional<AllowRequest> hook = parts.options.allowRequest();
        if (hook.isEmpty()) {
            opened(opening);
            return;
        }
        parts.pendingHandshakes.incrementAndGet();
        ask(hook.get(), exchange)
                .completeOnTimeout(
                        TOO_LATE, parts.options.limits().allowRequestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((verdict, failure) -> {
                    parts.pendingHandshakes.decrementAndGet();
                    if (verdict == TOO_LATE) {
                        parts.refusals.count(EngineRefusal.ALLOW_REQUEST_TIMEOUT);
                    }
                    handler.context().executor().execute(() -> onVerdict(opening, verdict, failure));
                });
    }

    /** Lets a WebSocket probe a session, on the session's home loop, where its channel moves to. */
    void upgrade(EngineChannelHandler handler, HttpExchange exchange, Session session) {
        HandshakeResult.Accepted accepted = agree(handler, exchange);
        if (accepted == null) {
            return;
        }
        EventLoop home = EngineParts.loopOf(session.home());
        ChannelHandlerContext ctx = handler.context();
        ctx.executor().execute(() -> {
            FullHttpResponse switching = switching(exchange, accepted);
            if (switching == null) {
                return;
            }
            // Not read again before the channel has moved.
            ctx.channel().config().setAutoRead(false);
            ctx.writeAndFlush(switching);
            handler.switched();
            HomeLoop.move(ctx.channel(), home, () -> {
                Dialect dialect = Dialect.of(session.revision(), exchange.request.wantsBase64(), Optional.empty());
                WebSocketTransport transport = new WebSocketTransport(frames(accepted), dialect, parts.refusals);
                boolean probing = session.probe(transport);
                becomeFrames(handler, transport);
                ctx.channel().config().setAutoRead(true);
                transport.attach(session);
                if (!probing) {
                    // Another WebSocket was quicker, or the session has ended.
                    transport.end();
                }
            });
        });
    }

    /**
     * A session that may be about to open.
     *
     * @param accepted what a WebSocket has agreed to; null where the session is to poll
     */
    private record Opening(
            EngineChannelHandler handler,
            HttpExchange exchange,
            Decision.Open decision,
            HandshakeResult.@Nullable Accepted accepted) {}

    private static CompletableFuture<AllowRequest.Verdict> ask(AllowRequest hook, HttpExchange exchange) {
        try {
            CompletionStage<AllowRequest.Verdict> answer = hook.decide(exchange.info());
            return answer.toCompletableFuture().copy();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void onVerdict(Opening opening, AllowRequest.@Nullable Verdict verdict, @Nullable Throwable failure) {
        if (failure != null) {
            log.error("the allowRequest hook has failed", failure);
        }
        if (verdict != null && verdict.isAllowed()) {
            try {
                opened(opening);
            } catch (RuntimeException | Error e) {
                opening.handler.failed(opening.exchange, e);
            }
        } else {
            Optional<String> message = verdict == null ? Optional.empty() : verdict.message();
            Map<String, Object> context = message.<Map<String, Object>>map(text -> Map.of("message", text))
                    .orElse(Map.of());
            opening.exchange.refuse(EngineError.FORBIDDEN, context, message);
        }
    }

    /** On the loop of the channel. */
    private void opened(Opening opening) {
        EngineChannelHandler handler = opening.handler;
        HttpExchange exchange = opening.exchange;
        ChannelHandlerContext ctx = handler.context();
        if (!ctx.channel().isActive()) {
            return;
        }
        if (parts.isFull()) {
            // It was not yet when allowRequest was asked.
            unavailable(handler, exchange, EngineRefusal.SESSIONS);
            return;
        }
        LoopSessions loop = parts.loop(ctx.channel().eventLoop());
        HandshakeInfo info = exchange.info();
        String sid = newId(info);
        if (sid == null) {
            exchange.refuse(EngineError.BAD_REQUEST, Map.of("name", "ID_GENERATION_ERROR"));
            return;
        }
        try {
            exchange.opens(sid);
            open(opening, loop, info, sid);
        } finally {
            parts.directory.settle(sid);
        }
    }

    private void open(Opening opening, LoopSessions loop, HandshakeInfo info, String sid) {
        EngineChannelHandler handler = opening.handler;
        HttpExchange exchange = opening.exchange;
        HandshakeResult.Accepted accepted = opening.accepted;
        if (accepted == null) {
            PollingTransport polling = loop.openPolling(sid, opening.decision.dialect(), info);
            polling.poll(exchange);
            endIfClosing(sid);
            return;
        }
        Dialect dialect = opening.decision.dialect();
        WebSocketTransport transport = new WebSocketTransport(frames(accepted), dialect, parts.refusals);
        FullHttpResponse switching = switching(exchange, accepted);
        if (switching == null) {
            return;
        }
        // Nothing has been read meanwhile, and the flush of the open packet takes both to the socket.
        handler.context().write(switching);
        handler.switched();
        becomeFrames(handler, transport);
        transport.attach(loop.openPush(sid, dialect.revision(), info, transport));
        endIfClosing(sid);
    }

    /** The id of a new session; null where the program has none to give. */
    private @Nullable String newId(HandshakeInfo request) {
        if (parts.options.generateId().isEmpty()) {
            return Sids.next();
        }
        try {
            String id = parts.options.generateId().get().next(request);
            if (SessionIds.ID.matcher(id).matches() && parts.directory.claim(id)) {
                return id;
            }
            log.error("the generateId hook has given what is no id, or one that is in use");
        } catch (RuntimeException | Error e) {
            log.error("the generateId hook has thrown", e);
        }
        return null;
    }

    /** Who closes the server ends every session that he finds: this one may have come too late for him. */
    private void endIfClosing(String sid) {
        Session session = parts.isClosing() ? parts.directory.find(sid) : null;
        if (session != null) {
            session.closeNow(DisconnectReason.SERVER_SHUTTING_DOWN);
        }
    }

    private HandshakeResult.@Nullable Accepted agree(EngineChannelHandler handler, HttpExchange exchange) {
        HandshakeResult result = parts.handshake.answer(asRead(exchange.head));
        if (result instanceof HandshakeResult.Accepted accepted) {
            return accepted;
        }
        if (result instanceof HandshakeResult.Refused refused) {
            parts.refusals.count(EngineRefusal.BAD_UPGRADE);
            log.debug("handshake refused with {}: {}", refused.status(), refused.reason());
            FullHttpResponse response =
                    ResponseWriter.of(refused.status(), ByteBufUtil.writeUtf8(handler.allocator(), refused.reason()));
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
            refused.headers().forEach(header -> response.headers().set(header.getKey(), header.getValue()));
            exchange.addCors(response.headers());
            handler.answer(exchange, response);
        }
        return null;
    }

    private FrameChannelHandler frames(HandshakeResult.Accepted accepted) {
        return new FrameChannelHandler(parts.webSocketLimits, accepted.deflate().orElse(null));
    }

    /** The 101; null where a hook has thrown, and the request is answered with that. */
    private @Nullable FullHttpResponse switching(HttpExchange exchange, HandshakeResult.Accepted accepted) {
        FullHttpResponse response = SwitchingProtocols.response(accepted.headers());
        exchange.addCors(response.headers());
        if (exchange.runHooks(response.headers())) {
            return response;
        }
        response.release();
        exchange.answerEmpty(500);
        return null;
    }

    /** The channel speaks frames from here on, and nothing else is left in its pipeline. */
    private void becomeFrames(EngineChannelHandler handler, WebSocketTransport transport) {
        if (handler.isAmongOthers()) {
            parts.guests.add(handler.context().channel());
        }
        SwitchingProtocols.leaveOnly(handler.context().pipeline(), transport.handler(), handler);
    }

    private void unavailable(EngineChannelHandler handler, HttpExchange exchange, EngineRefusal why) {
        parts.refusals.count(parts.isDraining() ? EngineRefusal.DRAINING : why);
        FullHttpResponse response = ResponseWriter.of(
                503,
                ByteBufUtil.writeAscii(
                        handler.allocator(), parts.isDraining() ? "server is closing" : "too many sessions"));
        response.headers().set(HttpHeaderNames.RETRY_AFTER, 5);
        exchange.addCors(response.headers());
        handler.answer(exchange, response);
    }

    private static HandshakeRequest asRead(HttpRequest head) {
        return new HandshakeRequest() {
            @Override
            public String method() {
                return head.method().name();
            }

            @Override
            public String version() {
                return head.protocolVersion().text();
            }

            @Override
            public List<String> headers(String name) {
                return head.headers().getAll(name);
            }
        };
    }
}
