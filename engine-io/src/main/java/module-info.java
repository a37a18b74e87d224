import org.jspecify.annotations.NullMarked;

/** Engine.IO: sessions over polling and WebSocket, their packets, upgrade and heartbeat. */
@NullMarked
@SuppressWarnings("module") // the friend is built after us
module dev.socketwire.engineio {
    requires static org.jspecify;
    requires transitive dev.socketwire.frames;
    requires org.slf4j;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.handler;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;

    exports dev.socketwire.engineio;
    exports dev.socketwire.engineio.session to
            dev.socketwire.socketio;
    exports dev.socketwire.engineio.netty to
            dev.socketwire.socketio;
}
