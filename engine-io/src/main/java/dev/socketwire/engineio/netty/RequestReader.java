package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.session.PollingTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
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
    private @Nullable PollingTransport posting;
    private @Nullable Future<?> timer;
    private long deadline;

    RequestReader(EngineParts parts, EngineChannelHandler handler) {
        this.parts = parts;
        this.handler = handler;
        this.limits = parts.options.limits();
    }

    void start(ChannelHandlerContext ctx) {
        context = ctx;
        within(limits.headerTimeout());
        watch();
    }

    void stop() {
        state = State.OVER;
        if (timer != null) {
            timer.cancel(false);
        }
        if (body != null) {
            body.release();
            body = null;
        }
        PollingTransport half = posting;
        HttpExchange ours = exchange;
        posting = null;
        if (half != null && ours != null) {
            handler.onHome(ours, PollingTransport::postGone);
        }
        for (Object message = early.poll(); message != null; message = early.poll()) {
            ReferenceCountUtil.release(message);
        }
    }

    /** Takes what the HTTP codec has read. */
    void read(Object message) {
        if (state == State.ANSWERING) {
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
        boolean keepAlive = state == State.ANSWERING && HttpUtil.isKeepAlive(answered.head);
        if (answered.head.method().equals(HttpMethod.HEAD)) {
            response = withoutBody(response);
        }
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!answered.head.protocolVersion().isKeepAliveDefault()) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        exchange = null;
        handler.answered();
        if (!keepAlive) {
            state = State.OVER;
            within(limits.headerTimeout());
            context().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        context().writeAndFlush(response, context().voidPromise());
        state = State.HEAD;
        within(limits.keepAliveTimeout());
        while (state != State.ANSWERING && state != State.OVER && !early.isEmpty()) {
            accept(early.poll());
        }
        if (early.isEmpty() && state != State.ANSWERING) {
            context().channel().config().setAutoRead(true);
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
        if (head.decoderResult().isFailure()) {
            next.answerEmpty(EngineChannelHandler.statusOf(head.decoderResult().cause()));
        } else if (head.headers().size() > limits.headerLines()) {
            next.answerEmpty(431);
        } else if (!handler.isOurs(next) && handler.passesOn()) {
            state = State.PASSING_ON;
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
            posting = polling;
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
                within(limits.keepAliveTimeout());
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
            abandonPost();
            whole.answerEmpty(413);
        } else if (content instanceof LastHttpContent) {
            ByteBuf bytes = body == null ? Unpooled.EMPTY_BUFFER : body;
            body = null;
            posting = null;
            state = State.ANSWERING;
            within(Duration.ofDays(1));
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

    private void abandonPost() {
        if (posting != null) {
            posting.abandonPost();
            posting = null;
        }
    }

    private static FullHttpResponse withoutBody(FullHttpResponse response) {
        FullHttpResponse bare = response.replace(Unpooled.EMPTY_BUFFER);
        response.release();
        return bare;
    }

    private void within(Duration time) {
        deadline = LoopScheduler.now() + time.toNanos();
    }

    /** One timer for the whole connection: where the deadline has moved when it fires, it is set again. */
    private void watch() {
        long left = deadline - LoopScheduler.now();
        if (left > 0) {
            timer = context().executor().schedule(this::watch, Math.min(left, sooner()), TimeUnit.NANOSECONDS);
        } else if (state == State.BODY && exchange != null) {
            exchange.answerEmpty(408);
        } else {
            context().close();
        }
    }

    private long sooner() {
        return limits.headerTimeout().toNanos();
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }
}
