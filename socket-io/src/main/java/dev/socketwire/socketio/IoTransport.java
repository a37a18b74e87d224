package dev.socketwire.socketio;

/** Kinds of event loops for a server with a port of its own. The native ones need Netty's native libraries on the class path. */
public enum IoTransport {
    /** epoll where it is there, else NIO. */
    BEST,
    /** The JDK's, everywhere. */
    NIO,
    /** Linux. */
    EPOLL,
    /** Linux 5.14 or newer; by choice only, because containers often forbid it. */
    IO_URING
}
