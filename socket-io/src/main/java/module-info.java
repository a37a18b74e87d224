import org.jspecify.annotations.NullMarked;

/** Socket.IO: namespaces, rooms, events, acknowledgements, broadcast, and the client bundle. */
@NullMarked
module dev.socketwire.socketio {
    requires static org.jspecify;
    requires transitive dev.socketwire.engineio;
    requires transitive tools.jackson.databind;
    requires org.slf4j;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.handler;
    requires io.netty.codec;
    requires io.netty.codec.http;

    exports dev.socketwire.socketio;
    exports dev.socketwire.socketio.spi;
}
