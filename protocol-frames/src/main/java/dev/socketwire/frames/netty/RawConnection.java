package dev.socketwire.frames.netty;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.WebSocketConnection;
import dev.socketwire.frames.WebSocketListener;
import dev.socketwire.frames.codec.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A raw connection over a channel. Sending may come from any thread; it is posted to the loop of the channel in order. */
final class RawConnection implements WebSocketConnection, FrameListener {
    private static final Logger log = LoggerFactory.getLogger(RawConnection.class);

    private final Channel channel;
    private final FrameChannelHandler frames;
    private final RawRequest request;
    private final Optional<String> subprotocol;
    private final WebSocketListener listener;

    RawConnection(
            Channel channel,
            FrameChannelHandler frames,
            RawRequest request,
            Optional<String> subprotocol,
            WebSocketListener listener) {
        this.channel = channel;
        this.frames = frames;
        this.request = request;
        this.subprotocol = subprotocol;
        this.listener = listener;
    }

    void open() {
        guarded(() -> listener.onOpen(this));
    }

    void goAway() {
        onLoop(() -> frames.close(CloseCode.GOING_AWAY, "server is closing"));
    }

    ChannelFuture ended() {
        return channel.closeFuture();
    }

    @Override
    public void sendText(String text) {
        int room = MessageWriter.HEADER_ROOM;
        ByteBuf message = channel.alloc().buffer(room + ByteBufUtil.utf8MaxBytes(text));
        message.writerIndex(room).readerIndex(room);
        ByteBufUtil.writeUtf8(message, text);
        send(message, () -> frames.sendText(message, true));
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
        ByteBuf message = channel.alloc().buffer(bytes.remaining()).writeBytes(bytes.duplicate());
        send(message, () -> frames.sendBinary(message, true));
    }

    @Override
    public void ping(ByteBuffer payload) {
        if (payload.remaining() > MessageWriter.MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException("ping of " + payload.remaining() + " bytes exceeds the "
                    + MessageWriter.MAX_CONTROL_BYTES + " of a control frame");
        }
        ByteBuf copy = Unpooled.copiedBuffer(payload);
        onLoop(() -> frames.sendPing(copy));
    }

    @Override
    public void close(int code, String reason) {
        if (!CloseCode.mayTravel(code)) {
            throw new IllegalArgumentException("close code " + code + " may not be sent");
        }
        onLoop(() -> frames.close(code, reason));
    }

    @Override
    public long pendingBytes() {
        return FlushProgress.unsent(channel);
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public Optional<String> query() {
        return request.query();
    }

    @Override
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    @Override
    public Optional<String> subprotocol() {
        return subprotocol;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public void onText(ByteBuf payload) {
        String text = payload.toString(StandardCharsets.UTF_8);
        guarded(() -> listener.onText(this, text));
    }

    @Override
    public void onBinary(ByteBuf payload) {
        ByteBuffer bytes = copy(payload);
        guarded(() -> listener.onBinary(this, bytes));
    }

    @Override
    public void onPing(ByteBuf payload) {
        ByteBuffer bytes = copy(payload);
        guarded(() -> listener.onPing(this, bytes));
    }

    @Override
    public void onPong(ByteBuf payload) {
        ByteBuffer bytes = copy(payload);
        guarded(() -> listener.onPong(this, bytes));
    }

    /** Who does not take what it is sent is not read from, so that an echo has an end. */
    @Override
    public void onWritabilityChanged(boolean writable) {
        frames.setReading(writable);
    }

    @Override
    public void onClosed(Closed how) {
        guarded(() -> listener.onClose(this, how.code(), how.reason()));
    }

    private static ByteBuffer copy(ByteBuf payload) {
        return ByteBuffer.wrap(ByteBufUtil.getBytes(payload));
    }

    /** Takes the message, whether it is sent or the server has ended. */
    private void send(ByteBuf message, Runnable task) {
        if (!onLoop(task)) {
            message.release();
        }
    }

    /** False where the loop has ended, and every connection with it. */
    private boolean onLoop(Runnable task) {
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            task.run();
            return true;
        }
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** A listener that throws ends its own connection and nothing else. */
    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            log.error("a WebSocket listener has thrown", e);
            try {
                listener.onError(this, e);
            } finally {
                frames.close(CloseCode.INTERNAL_ERROR, "");
            }
        }
    }
}
