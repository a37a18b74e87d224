import org.jspecify.annotations.NullMarked;

/** The msgpack parser of Socket.IO. */
@NullMarked
module dev.socketwire.socketio.msgpack {
    requires static org.jspecify;
    requires transitive dev.socketwire.socketio;
    requires tools.jackson.core;

    exports dev.socketwire.socketio.msgpack;
}
