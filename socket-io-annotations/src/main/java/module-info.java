import org.jspecify.annotations.NullMarked;

/** Annotated controllers, a thin layer over the API of {@code dev.socketwire.socketio}. */
@NullMarked
module dev.socketwire.socketio.annotations {
    requires static org.jspecify;
    requires transitive dev.socketwire.socketio;

    exports dev.socketwire.socketio.annotations;
}
