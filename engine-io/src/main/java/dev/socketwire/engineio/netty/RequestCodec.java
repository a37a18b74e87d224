package dev.socketwire.engineio.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * HTTP for the connections of a port of our own. Stricter than the codec of Netty in two things: a header line that goes on in
 * the next one is refused, where Netty joins the two, and so is a request line with other white space than two spaces (RFC 9112
 * sections 5.2 and 3 leave the choice). What programs or proxies read in such a line differs. And slower: while a request is
 * unanswered the next one stays what it is, bytes. As objects a few thousand short ones would take many times as much. On the
 * loop of the channel only.
 */
final class RequestCodec extends CombinedChannelDuplexHandler<RequestCodec.UnfoldedRequests, HttpResponseEncoder> {
    RequestCodec(HttpDecoderConfig config) {
        super(new UnfoldedRequests(config), new HttpResponseEncoder());
    }

    /**
     * Has nothing decoded while somebody is busy.
     *
     * @param onHeld run each time when bytes were not decoded
     */
    void holdWhile(BooleanSupplier busy, Runnable onHeld) {
        inboundHandler().busy = busy;
        inboundHandler().onHeld = onHeld;
    }

    /** Whether bytes wait that were not decoded. */
    boolean holds() {
        return inboundHandler().held;
    }

    /** Decodes what waits, up to where somebody is busy again. */
    void goOn() {
        inboundHandler().goOn();
    }

    static final class UnfoldedRequests extends HttpRequestDecoder {
        private BooleanSupplier busy = () -> false;
        private Runnable onHeld = () -> {};
        private boolean held;
        private @Nullable ChannelHandlerContext context;

        /** What is being decoded; null between two calls. */
        private @Nullable ByteBuf source;

        /** Where the header lines of this call begin. */
        private int linesFrom;

        private boolean inHeaders;

        /** Whether a line of this head can be read in two ways. */
        private boolean loose;

        UnfoldedRequests(HttpDecoderConfig config) {
            super(config);
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
            super.handlerAdded(ctx);
            context = ctx;
        }

        /** Without the look of Netty for more to read: it reads on where nothing could be decoded. */
        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
            if (held) {
                ctx.fireChannelReadComplete();
            } else {
                super.channelReadComplete(ctx);
            }
        }

        private void goOn() {
            held = false;
            ChannelHandlerContext ctx = context;
            if (ctx != null) {
                try {
                    channelRead(ctx, Unpooled.EMPTY_BUFFER);
                } catch (Exception e) {
                    ctx.fireExceptionCaught(e);
                }
            }
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
            if (busy.getAsBoolean()) {
                held = true;
                onHeld.run();
                return;
            }
            held = false;
            source = in;
            linesFrom = in.readerIndex();
            int before = out.size();
            try {
                super.decode(ctx, in, out);
            } finally {
                source = null;
            }
            if (inHeaders) {
                loose |= holdsFoldedLine(in, linesFrom, in.readerIndex());
                if (out.size() > before) {
                    endHeaders(out.get(before));
                }
            }
        }

        /** Called between the request line and the first header line. */
        @Override
        protected HttpMessage createMessage(String[] requestLine) throws Exception {
            loose = false;
            if (source != null) {
                loose = !isPlain(requestLine, source, linesFrom);
                linesFrom = source.readerIndex();
            }
            inHeaders = true;
            return super.createMessage(requestLine);
        }

        private void endHeaders(Object message) {
            inHeaders = false;
            if (loose
                    && message instanceof HttpRequest head
                    && head.decoderResult().isSuccess()) {
                head.setDecoderResult(DecoderResult.failure(
                        new IllegalArgumentException("a line with white space where none belongs")));
            }
        }

        /** Whether the request line that ends at the reader index is its three words with a space between each two. */
        private static boolean isPlain(String[] words, ByteBuf in, int from) {
            int end = in.readerIndex() - 2;
            int begin = end - words[0].length() - words[1].length() - words[2].length() - 2;
            return words[2].startsWith("HTTP/")
                    && begin >= from
                    && (begin == from || in.getByte(begin - 1) == '\n')
                    && in.getByte(begin + words[0].length()) == ' '
                    && in.getByte(end - words[2].length() - 1) == ' ';
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
