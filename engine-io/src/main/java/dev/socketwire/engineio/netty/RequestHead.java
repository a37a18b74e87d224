package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.EngineLimits;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/**
 * Whether the head of a request can be relied on: it was parsed, is not too long, and says in one way alone where its body
 * ends (RFC 9112 sections 3.2 and 6.3). What follows a head that cannot is not looked at.
 */
final class RequestHead {
    private RequestHead() {}

    /** The status of the refusal, or 0 where there is nothing wrong. */
    static int fault(HttpRequest head, EngineLimits limits) {
        if (head.decoderResult().isFailure()) {
            return statusOf(head.decoderResult().cause());
        }
        HttpHeaders headers = head.headers();
        if (headers.size() > limits.headerLines()) {
            return 431;
        }
        // Of a version that is none of HTTP/1 nobody can say how it is to be read.
        return head.protocolVersion().majorVersion() == 1 && hasOneHost(head) && hasOneEnd(head) ? 0 : 400;
    }

    private static int statusOf(Throwable fault) {
        if (fault instanceof TooLongHttpLineException) {
            return 414;
        }
        return fault instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    private static boolean hasOneHost(HttpRequest head) {
        int hosts = head.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts == 1 || (hosts == 0 && head.protocolVersion().equals(HttpVersion.HTTP_1_0));
    }

    private static boolean hasOneEnd(HttpRequest head) {
        List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return head.headers().getAll(HttpHeaderNames.CONTENT_LENGTH).size() <= 1;
        }
        return codings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0))
                && !head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                && !head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }
}
