package dev.socketwire.interop.javaclient;

import io.socket.client.Socket;

/** The two lines of the Java client, which differ in the revisions that they speak. */
enum Generation {
    /** 1.x, for servers 2.x: Engine.IO 3. */
    FIRST(3, "error"),
    /** 2.x, for servers 3.x and 4.x: Engine.IO 4. */
    SECOND(4, Socket.EVENT_CONNECT_ERROR);

    private final int engineRevision;
    private final String refusal;

    Generation(int engineRevision, String refusal) {
        this.engineRevision = engineRevision;
        this.refusal = refusal;
    }

    static Generation of(String version) {
        return version.startsWith("1.") ? FIRST : SECOND;
    }

    /** What its requests name as EIO. */
    int engineRevision() {
        return engineRevision;
    }

    /** The name of the event that tells of a middleware's refusal. */
    String refusal() {
        return refusal;
    }
}
