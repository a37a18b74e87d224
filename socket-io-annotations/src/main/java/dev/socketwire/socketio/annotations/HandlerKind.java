package dev.socketwire.socketio.annotations;

/** What a method handles. */
enum HandlerKind {
    /** A new socket. */
    CONNECTION("@OnConnection"),
    /** An event. */
    EVENT("@OnEvent"),
    /** The end of a socket. */
    DISCONNECT("@OnDisconnect");

    private final String annotation;

    HandlerKind(String annotation) {
        this.annotation = annotation;
    }

    /** The annotation, as in the source. */
    @Override
    public String toString() {
        return annotation;
    }
}
