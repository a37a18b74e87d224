package dev.socketwire.engineio.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP for the connections of a port of our own. Stricter than the codec of Netty in one thing: a header line that goes on in
 * the next one is refused, where Netty joins the two (RFC 9112 section 5.2 leaves the choice). What programs or proxies read
 * in such a line differs. On the loop of the channel only.
 */
final class RequestCodec extends CombinedChannelDuplexHandler<HttpRequestDecoder, HttpResponseEncoder> {
    RequestCodec(HttpDecoderConfig config) {
        super(new UnfoldedRequests(config), new HttpResponseEncoder());
    }

    private static final class UnfoldedRequests extends HttpRequestDecoder {
        /** What is being decoded; null between two calls. */
        private @Nullable ByteBuf source;

        /** Where the header lines of this call begin. */
        private int linesFrom;

        private boolean inHeaders;
        private boolean folded;

        UnfoldedRequests(HttpDecoderConfig config) {
            super(config);
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
            source = in;
            linesFrom = in.readerIndex();
            int before = out.size();
            try {
                super.decode(ctx, in, out);
            } finally {
                source = null;
            }
            if (inHeaders) {
                folded |= holdsFoldedLine(in, linesFrom, in.readerIndex());
                if (out.size() > before) {
                    endHeaders(out.get(before));
                }
            }
        }

        /** Called between the request line and the first header line. */
        @Override
        protected HttpMessage createMessage(String[] requestLine) throws Exception {
            if (source != null) {
                linesFrom = source.readerIndex();
            }
            inHeaders = true;
            folded = false;
            return super.createMessage(requestLine);
        }

        private void endHeaders(Object message) {
            inHeaders = false;
            if (folded
                    && message instanceof HttpRequest head
                    && head.decoderResult().isSuccess()) {
                head.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("folded header line")));
            }
        }

        /** Whether one of the lines that were read begins with a space; only whole lines are read. */
        private static boolean holdsFoldedLine(ByteBuf in, int from, int to) {
            int line = from;
            while (line < to) {
                byte first = in.getByte(line);
                if (first == ' ' || first == '\t') {
                    return true;
                }
                int end = in.indexOf(line, to, (byte) '\n');
                line = end < 0 ? to : end + 1;
            }
            return false;
        }
    }
}
