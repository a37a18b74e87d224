package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.session.PollingTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts the requests of one connection together and keeps them apart: at most one is unanswered, and while it is, no more is
 * read than had come already. Knows the limits of size and time. On the loop of the channel only.
 */
final class RequestReader {
    private static final FullHttpResponse CONTINUE =
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);

    /** How long a peer that is still sending may take to see our last answer and end its side. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final Duration NEVER = Duration.ofDays(36_500);

    private enum State {
        /** Waits for the head of a request. */
        HEAD,
        /** Collects a body. */
        BODY,
        /** The request is for the next handler: its body goes there, too. */
        PASSING_ON,
        /** A request is being answered. */
        ANSWERING,
        /** The last answer is on its way; whatever comes is thrown away. */
        OVER
    }

    private final EngineParts parts;
    private final EngineChannelHandler handler;
    private final EngineLimits limits;

    /** What came while a request was unanswered: no more than one read brought. */
    private final ArrayDeque<Object> early = new ArrayDeque<>(2);

    private State state = State.HEAD;
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpExchange exchange;
    private @Nullable ByteBuf body;
    private @Nullable Future<?> timer;
    private long deadline;

    RequestReader(EngineParts parts, EngineChannelHandler handler) {
        this.parts = parts;
        this.handler = handler;
        this.limits = parts.options.limits();
    }

    void start(ChannelHandlerContext ctx) {
        context = ctx;
        untilRequest(limits.headerTimeout());
    }

    void stop() {
        boolean inBody = state == State.BODY;
        state = State.OVER;
        if (timer != null) {
            timer.cancel(false);
        }
        HttpExchange half = exchange;
        if (inBody && half != null && half.isPosting()) {
            // Only here: a POST that has come whole is read, whatever becomes of its connection.
            handler.onHome(half, PollingTransport::postGone);
        }
        exchange = null;
        releaseAll();
    }

    /** Ends the connection where no request is under way: the server closes. */
    void endIdle() {
        if (state == State.HEAD) {
            context().close();
        }
    }

    /** Takes what the HTTP codec has read. */
    void read(Object message) {
        if (!(message instanceof HttpObject)) {
            // In the pipeline of somebody else, who has left HTTP.
            context().fireChannelRead(message);
        } else if (state == State.ANSWERING || !early.isEmpty()) {
            early.add(message);
            context().channel().config().setAutoRead(false);
        } else {
            accept(message);
        }
    }

    /** Writes an answer and goes on with the next request. */
    void answer(HttpExchange answered, FullHttpResponse response) {
        if (state == State.OVER || answered != exchange) {
            response.release();
            return;
        }
        boolean whole = state == State.ANSWERING;
        boolean keepAlive = whole && HttpUtil.isKeepAlive(answered.head) && !handler.isClosing();
        FullHttpResponse answer = answered.head.method().equals(HttpMethod.HEAD) ? withoutBody(response) : response;
        if (!keepAlive) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!answered.head.protocolVersion().isKeepAliveDefault()) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        if (!whole && answered.isPosting()) {
            // Its body will not end.
            handler.onHome(answered, PollingTransport::postGone);
        }
        exchange = null;
        handler.answered();
        if (!keepAlive) {
            answerLast(answer, whole && early.isEmpty());
            return;
        }
        context().writeAndFlush(answer, context().voidPromise());
        state = State.HEAD;
        untilRequest(limits.keepAliveTimeout());
        if (early.isEmpty()) {
            context().channel().config().setAutoRead(true);
        } else {
            // In a turn of its own: whoever answers is not to be surprised by the next request.
            context().executor().execute(this::readEarly);
        }
    }

    private void readEarly() {
        while (state != State.ANSWERING && state != State.OVER && !early.isEmpty()) {
            accept(early.poll());
        }
        if (early.isEmpty() && state != State.ANSWERING && state != State.OVER) {
            context().channel().config().setAutoRead(true);
        }
    }

    /**
     * Answers and ends the connection. A socket that is closed with bytes unread is reset, and the peer might lose the answer:
     * where more may come, only our half is ended, and the rest is thrown away for a while.
     */
    private void answerLast(FullHttpResponse response, boolean nothingMore) {
        state = State.OVER;
        releaseAll();
        ChannelHandlerContext ctx = context();
        ChannelFuture sent = ctx.writeAndFlush(response);
        if (nothingMore || ctx.pipeline().get(SslHandler.class) != null) {
            sent.addListener(ChannelFutureListener.CLOSE);
        } else {
            sent.addListener(done -> {
                if (ctx.channel() instanceof DuplexChannel tcp) {
                    tcp.shutdownOutput();
                }
            });
            ctx.channel().config().setAutoRead(true);
            ctx.executor().schedule(() -> ctx.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void accept(@Nullable Object message) {
        try {
            if (state == State.OVER) {
                return;
            }
            if (message instanceof HttpRequest head) {
                onHead(head);
            }
            if (message instanceof HttpContent content) {
                onContent(content);
            } else if (state == State.PASSING_ON && message instanceof HttpRequest) {
                context().fireChannelRead(ReferenceCountUtil.retain(message));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onHead(HttpRequest head) {
        HttpExchange next = new HttpExchange(parts, handler, head);
        exchange = next;
        state = State.BODY;
        within(limits.bodyTimeout());
        if (!handler.isOurs(next) && handler.passesOn()) {
            state = State.PASSING_ON;
            within(NEVER);
            return;
        }
        int fault = RequestHead.fault(head, limits);
        if (fault != 0) {
            next.answerEmpty(fault);
        } else if (HttpUtil.getContentLength(head, 0L) > parts.options.maxHttpBufferSize()) {
            next.answerEmpty(413);
        } else {
            beginBody(next);
        }
    }

    private void beginBody(HttpExchange next) {
        if (next.head.method().equals(HttpMethod.POST) && handler.isOurs(next)) {
            PollingTransport polling = handler.pollingOf(next);
            if (polling != null && !polling.beginPost()) {
                state = State.ANSWERING;
                handler.onHome(next, transport -> transport.overlap(next));
                return;
            }
            next.posting(polling);
        }
        if (HttpUtil.is100ContinueExpected(next.head)) {
            context().writeAndFlush(CONTINUE.retainedDuplicate());
        }
    }

    private void onContent(HttpContent content) {
        if (state == State.PASSING_ON) {
            context().fireChannelRead(content.retain());
            if (content instanceof LastHttpContent) {
                state = State.HEAD;
                exchange = null;
            }
            return;
        }
        HttpExchange whole = exchange;
        if (state != State.BODY || whole == null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            whole.answerEmpty(400);
            return;
        }
        append(content.content(), content instanceof LastHttpContent);
        if (body != null && body.readableBytes() > parts.options.maxHttpBufferSize()) {
            whole.endPost();
            whole.answerEmpty(413);
        } else if (content instanceof LastHttpContent) {
            ByteBuf bytes = body == null ? Unpooled.EMPTY_BUFFER : body;
            body = null;
            state = State.ANSWERING;
            within(NEVER);
            handler.serve(whole, bytes);
        }
    }

    /** A body that comes in one piece is that piece; the buffer of another one grows with what comes. */
    private void append(ByteBuf bytes, boolean last) {
        if (body == null && last) {
            body = bytes.retainedSlice();
        } else {
            if (body == null) {
                body = context().alloc().buffer(bytes.readableBytes());
            }
            body.writeBytes(bytes);
        }
    }

    private void releaseAll() {
        if (body != null) {
            body.release();
            body = null;
        }
        for (Object message = early.poll(); message != null; message = early.poll()) {
            ReferenceCountUtil.release(message);
        }
    }

    private static FullHttpResponse withoutBody(FullHttpResponse response) {
        FullHttpResponse bare = response.replace(Unpooled.EMPTY_BUFFER);
        response.release();
        return bare;
    }

    /** Before a request there is a limit only where the connection is ours. */
    private void untilRequest(Duration time) {
        within(handler.passesOn() ? NEVER : time);
    }

    private void within(Duration time) {
        deadline = LoopScheduler.now() + time.toNanos();
        if (timer == null && !time.equals(NEVER)) {
            timer = context().executor().schedule(this::watch, nanosToLook(), TimeUnit.NANOSECONDS);
        }
    }

    /** One timer for the whole connection, not one for each request: it looks again where the deadline has moved. */
    private void watch() {
        timer = null;
        long left = deadline - LoopScheduler.now();
        if (left > NEVER.toNanos() / 2 || state == State.OVER) {
            return;
        }
        if (left > 0) {
            timer = context().executor().schedule(this::watch, nanosToLook(), TimeUnit.NANOSECONDS);
        } else if (state == State.BODY && exchange != null) {
            exchange.answerEmpty(408);
        } else {
            context().close();
        }
    }

    /** The next deadline may be nearer than this one, but not by more than the shortest time. */
    private long nanosToLook() {
        long shortest = Math.min(
                limits.headerTimeout().toNanos(),
                Math.min(
                        limits.bodyTimeout().toNanos(),
                        limits.keepAliveTimeout().toNanos()));
        return Math.min(shortest, Math.max(0, deadline - LoopScheduler.now()));
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }
}
