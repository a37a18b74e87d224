package dev.socketwire.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/**
 * A client within the JVM that knows just enough: it upgrades, connects to {@code /}, answers pings and counts what it is told.
 * It keeps nothing but two fields, so that what a session costs is the server's.
 */
final class LocalClient extends ChannelInboundHandlerAdapter {
    private static final ByteBuf UPGRADE = constant("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
            + "Host: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");

    private static final ByteBuf END_OF_HEADER = constant("\r\n\r\n");

    // Text frames of a client, with a mask of zeros.
    private static final ByteBuf CONNECT = constant("\u0081\u0082\0\0\0\00040");
    private static final ByteBuf PONG = constant("\u0081\u0081\0\0\0\0003");

    private final Counts counts;
    private boolean upgraded;

    LocalClient(Counts counts) {
        this.counts = counts;
    }

    /** What all clients of a run have seen. */
    static final class Counts {
        final LongAdder connected = new LongAdder();
        final LongAdder pings = new LongAdder();
        final LongAdder messages = new LongAdder();
        final LongAdder ended = new LongAdder();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(UPGRADE.duplicate(), ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!upgraded) {
                // The answer to the handshake is a header that comes in one piece.
                bytes.readerIndex(ByteBufUtil.indexOf(END_OF_HEADER, bytes) + END_OF_HEADER.readableBytes());
                upgraded = true;
            }
            while (bytes.isReadable()) {
                frame(ctx, bytes);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        counts.ended.increment();
    }

    private void frame(ChannelHandlerContext ctx, ByteBuf bytes) {
        bytes.readByte();
        int form = bytes.readByte();
        int length = form == 126 ? bytes.readUnsignedShort() : form;
        int type = length > 0 ? bytes.getByte(bytes.readerIndex()) : 0;
        int packet = length > 1 ? bytes.getByte(bytes.readerIndex() + 1) : 0;
        bytes.skipBytes(length);
        if (type == '0') {
            ctx.writeAndFlush(CONNECT.duplicate(), ctx.voidPromise());
        } else if (type == '2') {
            counts.pings.increment();
            ctx.writeAndFlush(PONG.duplicate(), ctx.voidPromise());
        } else if (type == '4' && packet == '0') {
            counts.connected.increment();
        } else if (type == '4' && packet == '2') {
            counts.messages.increment();
        }
    }

    private static ByteBuf constant(String latin1) {
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
