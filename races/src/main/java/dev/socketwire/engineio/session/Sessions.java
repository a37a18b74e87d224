package dev.socketwire.engineio.session;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.Revision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Makes sessions without a socket. */
public final class Sessions {
    /** Nothing is tracked or pooled: states of a race are many. */
    private static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false, true);

    private static final EngineOptions OPTIONS = EngineOptions.defaults();
    private static final HttpHeaders HEADERS = new DefaultHttpHeaders();
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private Sessions() {}

    /** A session on a WebSocket, open. */
    public static Session open(Scheduler home, SessionAcceptor acceptor, PushTransport transport) {
        LoopSessions loop = new LoopSessions(home, OPTIONS, new SessionDirectory(), acceptor, ALLOCATOR);
        return loop.openPush(
                Sids.next(), Revision.V4, HandshakeInfo.of("/?EIO=4", HEADERS, CLIENT, false, 0), transport);
    }

    /** A text with room in front of it. */
    public static ByteBuf text(String text) {
        ByteBuf bytes = ALLOCATOR.heapBuffer(Session.HEADROOM + text.length());
        bytes.setIndex(Session.HEADROOM, Session.HEADROOM);
        ByteBufUtil.writeAscii(bytes, text);
        return bytes;
    }
}
