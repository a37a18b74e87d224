package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.ConnectionError;
import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.http.Decision;
import dev.socketwire.engineio.session.PollingTransport;
import dev.socketwire.engineio.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one connection, one after the other: each is read whole, decided by the rules, and answered before the
 * next one is looked at. The one switch over {@link Decision}. Belongs to the loop of its channel; what concerns a session is
 * done on the session's home loop.
 */
final class EngineChannelHandler extends ChannelDuplexHandler {
    private static final Logger log = LoggerFactory.getLogger(EngineChannelHandler.class);
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    private final EngineParts parts;
    private final boolean passesOn;
    private final SessionOpener opener;
    private final RequestReader reader;
    private final ForwardedClient client;
    private final ForeignAnswer theirs = new ForeignAnswer();
    private @Nullable ChannelHandlerContext context;

    /** The poll that this connection has parked, or the POST that it is sending. */
    private volatile @Nullable HttpExchange pending;

    /** Whether a request was answered. */
    private boolean served;

    /** Told to the pipelines of our own connections. */
    enum Closing {
        /** The server closes: a connection without a request ends now, any other one with its answer. */
        SERVER
    }

    /**
     * A handler for one connection.
     *
     * @param passesOn whether requests for others go to the next handler of the pipeline
     */
    EngineChannelHandler(EngineParts parts, boolean passesOn) {
        this.parts = parts;
        this.passesOn = passesOn;
        this.opener = new SessionOpener(parts);
        this.reader = new RequestReader(parts, this);
        this.client = new ForwardedClient(parts.admission);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        reader.start(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        reader.stop();
        client.leave();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reader.read(message);
    }

    /** What the next handler answers; our own answers do not come by. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean ends = theirs.ends(message);
        ctx.write(message, promise);
        if (ends) {
            reader.answeredThere();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        HttpExchange waiting = pending;
        if (waiting != null) {
            // Behind the request itself, where that is still on its way to the home loop.
            onHome(waiting, polling -> polling.gone(waiting));
        }
        reader.stop();
        client.leave();
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Closing.SERVER) {
            reader.endIdle();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            log.debug("connection broke: {}", cause.toString());
        } else {
            log.error("unexpected failure on an HTTP connection", cause);
        }
        ctx.close();
    }

    /** Whether a request is for the engine; if not, the reader hands it on piece by piece or has it answered whole. */
    boolean isOurs(HttpExchange exchange) {
        return parts.rules.isOurs(exchange.request.path());
    }

    /** Whether the pipeline is that of another server. */
    boolean isAmongOthers() {
        return passesOn;
    }

    boolean passesOn() {
        return passesOn && parts.options.plainHttp().isEmpty();
    }

    /** Whether the connection is to end with its next answer. */
    boolean isClosing() {
        return parts.isClosing() && !passesOn;
    }

    /** What is wrong with a request whose head has come: the status of the refusal, or 0. */
    int fault(HttpExchange exchange) {
        int fault = RequestHead.fault(exchange.head, parts.options.limits());
        boolean counts =
                fault == 0 && !passesOn && parts.admission.isProxied(context().channel());
        return counts && !client.enter(clientOf(exchange.head)) ? 503 : fault;
    }

    /**
     * Answers a request that has come whole.
     *
     * @param body taken
     */
    void serve(HttpExchange exchange, ByteBuf body) {
        pending = exchange;
        if (servedInFront(exchange)) {
            exchange.endPost();
            body.release();
            return;
        }
        Session session = sessionOf(exchange);
        if (session == null || session.home().inLoop()) {
            carryOut(exchange, session, body);
            return;
        }
        try {
            // It is looked up again there: it may have ended meanwhile.
            session.home().execute(() -> carryOut(exchange, sessionOf(exchange), body));
        } catch (RejectedExecutionException e) {
            // The loop has stopped, and with it the session.
            carryOut(exchange, null, body);
        }
    }

    private boolean servedInFront(HttpExchange exchange) {
        try {
            FullHttpResponse front = parts.inFront.answer(exchange.head);
            if (front != null) {
                answer(exchange, front);
            }
            return front != null;
        } catch (RuntimeException | Error e) {
            failed(exchange, e);
            return true;
        }
    }

    /** Writes an answer; from any thread. */
    void answer(HttpExchange exchange, FullHttpResponse response) {
        ChannelHandlerContext ctx = context();
        if (ctx.executor().inEventLoop()) {
            reader.answer(exchange, response);
        } else {
            try {
                ctx.executor().execute(() -> reader.answer(exchange, response));
            } catch (RejectedExecutionException e) {
                // The loop has stopped, and with it the connection.
                response.release();
            }
        }
    }

    /** The request was answered: the next one may come. On the loop of the channel. */
    void answered() {
        pending = null;
        client.leave();
        served = true;
    }

    /** The 101 is on its way: there is no next request. On the loop of the channel. */
    void switched() {
        client.stay(context().channel());
        answered();
        reader.stop();
    }

    /** The polling transport of the session that a request names, or null. Any thread. */
    @Nullable
    PollingTransport pollingOf(HttpExchange exchange) {
        Session session = sessionOf(exchange);
        return session == null ? null : session.polling();
    }

    /** Does something to the polling transport of the session that a request names, where it has one, on its home loop. */
    void onHome(HttpExchange exchange, Consumer<PollingTransport> action) {
        onHome(exchange, action, () -> {});
    }

    /**
     * Does something to the polling transport of the session that a request names, on its home loop.
     *
     * @param otherwise done where there is none: the session has ended, or polls no more
     */
    void onHome(HttpExchange exchange, Consumer<PollingTransport> action, Runnable otherwise) {
        Session session = sessionOf(exchange);
        if (session == null) {
            otherwise.run();
            return;
        }
        try {
            session.home().execute(() -> {
                PollingTransport polling = session.polling();
                if (polling == null) {
                    otherwise.run();
                } else {
                    action.accept(polling);
                }
            });
        } catch (RejectedExecutionException e) {
            // The loop has stopped, and with it the session.
            otherwise.run();
        }
    }

    void tellRefused(EngineError error, Map<String, Object> details, HttpRequest head) {
        log.debug("refused: {}", error.message());
        parts.options.connectionError().ifPresent(hook -> {
            try {
                hook.accept(new ConnectionError(error, details, snapshot(head)));
            } catch (RuntimeException | Error e) {
                log.error("the connectionError hook has thrown", e);
            }
        });
    }

    HandshakeInfo snapshot(HttpRequest head) {
        ChannelHandlerContext ctx = context();
        boolean secure = parts.options
                .trustedProxies()
                .isSecure(
                        addressOf(ctx.channel()),
                        ctx.pipeline().get(SslHandler.class) != null,
                        head.headers().getAll(FORWARDED_FOR),
                        head.headers().getAll(FORWARDED_PROTO));
        String target = parts.targets.of(head.uri());
        return HandshakeInfo.of(target, head.headers(), clientOf(head), secure, LoopScheduler.epochMillis());
    }

    private InetSocketAddress clientOf(HttpRequest head) {
        return parts.options
                .trustedProxies()
                .clientOf(addressOf(context().channel()), head.headers().getAll(FORWARDED_FOR));
    }

    /** A channel that is no TCP, say of a socket in the file system, has an address without a host: its text. */
    private static InetSocketAddress addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address
                : InetSocketAddress.createUnresolved(String.valueOf(channel.remoteAddress()), 0);
    }

    /**
     * The connection has to end: its next request, or the reader of its answer, was not there in time.
     *
     * @param beforeRequest whether it was the request
     */
    void overdue(boolean beforeRequest) {
        ChannelHandlerContext ctx = context();
        if (beforeRequest) {
            parts.refusals.count(served ? EngineRefusal.KEEP_ALIVE_TIMEOUT : EngineRefusal.HEADER_TIMEOUT);
        } else if (!(ctx.channel() instanceof DuplexChannel tcp && tcp.isOutputShutdown())) {
            // Else the answer has left, and the peer did not end its side.
            parts.refusals.count(EngineRefusal.ANSWER_STALL);
        }
        ctx.close();
    }

    ByteBufAllocator allocator() {
        return context().alloc();
    }

    ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }

    private @Nullable Session sessionOf(HttpExchange exchange) {
        String sid = exchange.request.sid();
        return sid == null ? null : parts.directory.find(sid);
    }

    /** Null where the rule of origins has thrown. */
    private @Nullable Decision decide(HttpExchange exchange, @Nullable Session session) {
        Decision decision = parts.rules.decide(exchange.request, exchange::isOriginAllowed, session);
        return exchange.hasOriginFailed() ? null : decision;
    }

    /** On the home loop of the session, or on that of the channel where there is none. */
    private void carryOut(HttpExchange exchange, @Nullable Session session, ByteBuf body) {
        try {
            Decision decision = decide(exchange, session);
            if (decision == null || decision.kind() != Decision.Kind.POST) {
                exchange.endPost();
            }
            if (decision == null) {
                exchange.answerEmpty(500);
                return;
            }
            switch (decision.kind()) {
                case NOT_OURS -> PlainHttp.answer(parts, exchange, body, this);
                case PREFLIGHT -> exchange.answerPreflight();
                case OPEN -> opener.open(this, exchange, (Decision.Open) decision);
                case REFUSE -> {
                    Decision.Refuse refuse = (Decision.Refuse) decision;
                    exchange.refuse(refuse.error(), refuse.context());
                }
                default -> withSession(decision, exchange, session, body);
            }
        } catch (RuntimeException | Error e) {
            exchange.endPost();
            failed(exchange, e);
        } finally {
            ReferenceCountUtil.release(body);
        }
    }

    /** Our own fault: the peer is told nothing of it. */
    void failed(HttpExchange exchange, Throwable fault) {
        log.error("unexpected failure while a request was served", fault);
        exchange.answerEmpty(500);
    }

    private void withSession(Decision decision, HttpExchange exchange, @Nullable Session session, ByteBuf body) {
        PollingTransport polling = session == null ? null : session.polling();
        if (session == null || polling == null) {
            exchange.refuse(EngineError.UNKNOWN_SID, Map.of());
            return;
        }
        switch (decision.kind()) {
            case POLL -> polling.poll(exchange);
            case POST -> {
                polling.post(exchange, body);
                exchange.posting(null);
            }
            case UPGRADE -> opener.upgrade(this, exchange, session);
            case END_SESSION -> {
                exchange.refuse();
                session.fail(polling, DisconnectReason.TRANSPORT_ERROR, ((Decision.EndSession) decision).description());
            }
            default -> throw new IllegalStateException("no such decision within a session: " + decision.kind());
        }
    }
}
