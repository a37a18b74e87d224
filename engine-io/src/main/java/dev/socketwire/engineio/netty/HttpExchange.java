package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.HeadersHook;
import dev.socketwire.engineio.ResponseHeaders;
import dev.socketwire.engineio.codec.BodyKind;
import dev.socketwire.engineio.http.ContentCoding;
import dev.socketwire.engineio.http.EngineRequest;
import dev.socketwire.engineio.http.ErrorBody;
import dev.socketwire.engineio.http.PollingHeaders;
import dev.socketwire.engineio.http.SessionCookie;
import dev.socketwire.engineio.session.Exchange;
import dev.socketwire.engineio.session.PollingTransport;
import dev.socketwire.engineio.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. Answers may come from any loop; the channel's handler writes them. */
final class HttpExchange implements Exchange {
    private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);

    final HttpRequest head;
    final EngineRequest request;

    private final EngineParts parts;
    private final EngineChannelHandler handler;

    /** What the rule of origins has said, once it was asked. */
    private @Nullable Boolean originAllowed;

    private boolean originFailed;

    /** Set where the answer opens a session. */
    private @Nullable String openedSid;

    /** Set while this is the POST that a session is busy with. Loop of the channel until it has come whole, then home loop. */
    private @Nullable PollingTransport posting;

    HttpExchange(EngineParts parts, EngineChannelHandler handler, HttpRequest head) {
        this.parts = parts;
        this.handler = handler;
        this.head = head;
        this.request = EngineRequest.of(head);
    }

    /** A snapshot of the request, made for each call: only the opening of a session and hooks look at it. */
    HandshakeInfo info() {
        return handler.snapshot(head);
    }

    /**
     * Whether the origin of the request is allowed. The rule is the program's, and may change its mind: it is asked once. Where
     * it throws, the origin is not allowed.
     */
    boolean isOriginAllowed() {
        if (originAllowed == null) {
            try {
                originAllowed = parts.cors.allows(request.origin());
            } catch (RuntimeException | Error e) {
                log.error("the rule of an origin has thrown", e);
                originFailed = true;
                originAllowed = false;
            }
        }
        return originAllowed;
    }

    /** Whether the rule of origins was asked and has thrown. */
    boolean hasOriginFailed() {
        return originFailed;
    }

    /** Adds what the answer tells pages of other origins. */
    void addCors(HttpHeaders headers) {
        parts.cors.addTo(headers, request.origin(), isOriginAllowed());
    }

    /** The answer opens a session: cookie and hooks belong to it. */
    void opens(String sid) {
        openedSid = sid;
    }

    /** This is the POST that a session is busy with, until it has been read or something is wrong with it. */
    void posting(@Nullable PollingTransport transport) {
        posting = transport;
    }

    boolean isPosting() {
        return posting != null;
    }

    /** It was not for the session after all, which may get another one now. */
    void endPost() {
        if (posting != null) {
            posting.abandonPost();
            posting = null;
        }
    }

    @Override
    public boolean hasBytes() {
        return request.hasBytes();
    }

    @Override
    public void answerPoll(ByteBuf body, BodyKind kind, boolean compress) {
        ContentCoding coding = ContentCoding.IDENTITY;
        ByteBuf bytes = body;
        if (compress
                && parts.options.httpCompression().isPresent()
                && body.readableBytes() >= parts.options.httpCompression().getAsInt()) {
            coding = ContentCoding.negotiate(head.headers().get(HttpHeaderNames.ACCEPT_ENCODING));
            if (coding != ContentCoding.IDENTITY) {
                bytes = ResponseWriter.compressed(body, coding, body.alloc());
            }
        }
        FullHttpResponse response = ResponseWriter.of(200, bytes);
        HttpHeaders headers = response.headers();
        addCors(headers);
        PollingHeaders.addToPoll(headers, kind, userAgent());
        if (coding != ContentCoding.IDENTITY) {
            ResponseWriter.setCoding(headers, coding);
        }
        finish(response);
    }

    @Override
    public void answerPost() {
        FullHttpResponse response = ResponseWriter.of(200, ByteBufUtil.writeAscii(handler.allocator(), "ok"));
        addCors(response.headers());
        PollingHeaders.addToPost(response.headers(), userAgent());
        finish(response);
    }

    @Override
    public void refuse() {
        parts.refusals.count(EngineRefusal.BAD_REQUEST);
        answer(400);
    }

    /** Answers an error of the catalogue, and tells the hook. */
    void refuse(EngineError error, Map<String, Object> context) {
        refuse(error, context, Optional.empty());
    }

    /** Answers an error with a message of the application. */
    void refuse(EngineError error, Map<String, Object> context, Optional<String> message) {
        parts.refusals.count(EngineRefusal.of(error));
        handler.tellRefused(error, context, head);
        ByteBuf body = message.map(text -> ErrorBody.of(error, text)).orElseGet(() -> ErrorBody.of(error));
        FullHttpResponse response = ResponseWriter.of(error.status(), body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, ErrorBody.CONTENT_TYPE);
        addCors(response.headers());
        handler.answer(this, response);
    }

    /** Answers a status without a body, to a request that is not as it should be or where something has failed. */
    void answerEmpty(int status) {
        EngineRefusal refusal = refusalOf(status);
        if (refusal != null) {
            parts.refusals.count(refusal);
        }
        answer(status);
    }

    private static @Nullable EngineRefusal refusalOf(int status) {
        return switch (status) {
            case 400 -> EngineRefusal.MALFORMED_REQUEST;
            case 408 -> EngineRefusal.BODY_TIMEOUT;
            case 413 -> EngineRefusal.BODY_BYTES;
            case 414 -> EngineRefusal.REQUEST_LINE_BYTES;
            case 431 -> EngineRefusal.HEADER_BYTES;
            default -> null;
        };
    }

    private void answer(int status) {
        FullHttpResponse response = ResponseWriter.of(status, Unpooled.EMPTY_BUFFER);
        if (status < 500) {
            addCors(response.headers());
        }
        handler.answer(this, response);
    }

    /** Answers a preflight. */
    void answerPreflight() {
        FullHttpResponse response =
                ResponseWriter.of(parts.options.cors().map(cors -> 204).orElse(400), Unpooled.EMPTY_BUFFER);
        parts.cors.addPreflightTo(
                response.headers(),
                request.origin(),
                isOriginAllowed(),
                head.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS));
        handler.answer(this, response);
    }

    /** Runs the hooks on the headers of a good answer; false where one has thrown. */
    boolean runHooks(HttpHeaders headers) {
        try {
            String sid = openedSid;
            if (sid != null) {
                parts.options
                        .cookie()
                        .ifPresent(cookie -> headers.add(
                                HttpHeaderNames.SET_COOKIE, SessionCookie.of(cookie, sid, info().secure())));
                run(parts.options.initialHeaders(), headers);
            }
            run(parts.options.headers(), headers);
            return true;
        } catch (RuntimeException | Error e) {
            log.error("a headers hook has thrown", e);
            return false;
        }
    }

    private void run(Optional<HeadersHook> hook, HttpHeaders headers) {
        if (hook.isPresent()) {
            ResponseHeaders copy = new ResponseHeaders();
            headers.forEach(header -> copy.add(header.getKey(), header.getValue()));
            hook.get().addTo(copy, info());
            headers.clear();
            copy.entries().forEach(header -> headers.add(header.getKey(), header.getValue()));
        }
    }

    private void finish(FullHttpResponse response) {
        if (runHooks(response.headers())) {
            HttpUtil.setContentLength(response, response.content().readableBytes());
            handler.answer(this, response);
        } else {
            response.release();
            answerEmpty(500);
            endOpened();
        }
    }

    /** Nobody will ever know the id of a session whose opening was not told. */
    private void endOpened() {
        Session opened = openedSid == null ? null : parts.directory.find(openedSid);
        if (opened != null) {
            opened.home().execute(() -> opened.closeNow(DisconnectReason.TRANSPORT_ERROR));
        }
    }

    private @Nullable String userAgent() {
        return head.headers().get(HttpHeaderNames.USER_AGENT);
    }
}
