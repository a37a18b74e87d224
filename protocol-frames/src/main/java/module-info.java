import org.jspecify.annotations.NullMarked;

/** WebSocket frames: RFC 6455 handshake and framing, RFC 7692 permessage-deflate, and a small raw server. */
@NullMarked
@SuppressWarnings("module") // the friend is built after us
module dev.socketwire.frames {
    requires static org.jspecify;
    requires org.slf4j;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.unix.common;
    requires io.netty.handler;
    requires io.netty.codec;
    requires io.netty.codec.http;

    exports dev.socketwire.frames;
    exports dev.socketwire.frames.handshake;
    exports dev.socketwire.frames.codec to
            dev.socketwire.engineio;
    exports dev.socketwire.frames.netty to
            dev.socketwire.engineio;
}
