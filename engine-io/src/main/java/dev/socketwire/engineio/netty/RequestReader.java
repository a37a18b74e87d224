package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.session.PollingTransport;
import dev.socketwire.frames.netty.FlushProgress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts the requests of one connection together and keeps them apart: at most one is unanswered, or its answer on the way, and
 * while it is, no more is read than had come already. Knows the limits of size and time. On the loop of the channel only.
 */
final class RequestReader {
    private static final FullHttpResponse CONTINUE =
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);

    /** How long a peer that is still sending may take to see our last answer and end its side. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private enum State {
        /** Waits for the head of a request. */
        HEAD,
        /** Collects a body. */
        BODY,
        /** The request is for the next handler: its body goes there, too. */
        PASSING_ON,
        /** The next handler has the whole request and has not answered it. */
        PASSED_ON,
        /** A request is being answered. */
        ANSWERING,
        /** An answer is on its way. */
        SENDING,
        /** The last answer is on its way; whatever comes is thrown away. */
        OVER
    }

    private final EngineParts parts;
    private final EngineChannelHandler handler;
    private final EngineLimits limits;

    private State state = State.HEAD;
    private @Nullable HttpExchange exchange;
    private @Nullable ByteBuf body;

    /** Whether the next handler has answered a request before all of it was there. */
    private boolean answeredEarly;

    // Set once, in start.
    private @Nullable ChannelHandlerContext context;
    private @Nullable HeldBack early;
    private @Nullable Deadline deadline;
    private @Nullable FlushProgress progress;

    RequestReader(EngineParts parts, EngineChannelHandler handler) {
        this.parts = parts;
        this.handler = handler;
        this.limits = parts.options.limits();
    }

    void start(ChannelHandlerContext ctx) {
        context = ctx;
        early = new HeldBack(ctx, this::isBusy);
        deadline = new Deadline(ctx.executor(), this::overdue);
        progress = new FlushProgress(ctx.channel());
        untilRequest(limits.headerTimeout());
    }

    void stop() {
        boolean inBody = state == State.BODY;
        state = State.OVER;
        deadline().stop();
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
        } else if (isBusy() || !early().isEmpty()) {
            early().add(message);
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
        FullHttpResponse answer = ResponseWriter.answerTo(answered.head, response, keepAlive);
        if (!whole && answered.isPosting()) {
            // Its body will not end.
            handler.onHome(answered, PollingTransport::postGone);
        }
        exchange = null;
        handler.answered();
        if (!keepAlive) {
            answerLast(answer, whole && early().isEmpty());
            return;
        }
        state = State.SENDING;
        whenSent(context().writeAndFlush(answer), this::sent);
    }

    /** The next handler has written its answer to the request that went there. */
    void answeredThere() {
        if (state == State.PASSING_ON) {
            answeredEarly = true;
        } else if (state == State.PASSED_ON) {
            next();
        }
    }

    /** Does something when an answer has left; until then its reader has to take a byte in each span of time. */
    private void whenSent(ChannelFuture answer, Runnable then) {
        if (answer.isSuccess()) {
            then.run();
            return;
        }
        progress().hasMoved();
        deadline().in(limits.writeStallTimeout());
        answer.addListener(done -> {
            if (done.isSuccess()) {
                then.run();
            } else {
                context().close();
            }
        });
    }

    private void sent() {
        if (state == State.SENDING && handler.isClosing()) {
            context().close();
        } else if (state == State.SENDING) {
            untilRequest(limits.keepAliveTimeout());
            next();
        }
    }

    private void next() {
        state = State.HEAD;
        if (early().isEmpty()) {
            early().resume();
        } else {
            // In a turn of its own: whoever answers is not to be surprised by the next request.
            context().executor().execute(this::readEarly);
        }
    }

    private void readEarly() {
        while (!isBusy() && !early().isEmpty()) {
            early().next(this::accept);
        }
        if (state == State.OVER) {
            return;
        }
        if (handler.passesOn()) {
            // Others flush with the end of a read.
            context().fireChannelReadComplete();
        }
        if (!isBusy() && early().isEmpty()) {
            early().resume();
        }
    }

    /** Whether the next request has to wait. */
    private boolean isBusy() {
        return state == State.ANSWERING || state == State.SENDING || state == State.PASSED_ON;
    }

    /**
     * Answers and ends the connection. A socket that is closed with bytes unread is reset, and the peer might lose the answer:
     * where more may come, only our half is ended, and the rest is thrown away for a while.
     */
    private void answerLast(FullHttpResponse response, boolean nothingMore) {
        state = State.OVER;
        releaseAll();
        ChannelHandlerContext ctx = context();
        boolean closes = nothingMore || ctx.pipeline().get(SslHandler.class) != null;
        whenSent(ctx.writeAndFlush(response), closes ? ctx::close : this::endOutput);
        if (!closes) {
            early().resume();
        }
    }

    private void endOutput() {
        if (context().channel() instanceof DuplexChannel tcp) {
            tcp.shutdownOutput();
        }
        deadline().in(LINGER);
    }

    private void accept(Object message) {
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
        if (!handler.isOurs(next) && handler.passesOn()) {
            state = State.PASSING_ON;
            answeredEarly = false;
            deadline().never();
            return;
        }
        deadline().in(limits.bodyTimeout());
        int fault = handler.fault(next);
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
                handler.onHome(next, transport -> transport.overlap(next), next::refuse);
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
            if (content instanceof LastHttpContent) {
                // Before it goes on: it may be answered at once.
                state = answeredEarly ? State.HEAD : State.PASSED_ON;
                exchange = null;
            }
            context().fireChannelRead(content.retain());
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
            deadline().never();
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
        early().releaseAll();
    }

    /** Before a request there is a limit only where the connection is ours. */
    private void untilRequest(Duration time) {
        if (handler.passesOn()) {
            deadline().never();
        } else {
            deadline().in(time);
        }
    }

    private void overdue() {
        if (state == State.BODY && exchange != null) {
            exchange.answerEmpty(408);
        } else if ((state == State.SENDING || state == State.OVER) && progress().hasMoved()) {
            deadline().in(limits.writeStallTimeout());
        } else {
            handler.overdue(state == State.HEAD);
        }
    }

    private HeldBack early() {
        return started(early);
    }

    private Deadline deadline() {
        return started(deadline);
    }

    private FlushProgress progress() {
        return started(progress);
    }

    private ChannelHandlerContext context() {
        return started(context);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return part;
    }
}
