package dev.socketwire.engineio.netty;

/** Kinds of event loops. */
public enum IoKind {
    /** epoll where its native library is there, else NIO. */
    BEST,
    /** The JDK's. */
    NIO,
    /** Linux, with Netty's native library. */
    EPOLL,
    /** Linux 5.14 or newer, with Netty's native library. */
    IO_URING
}
