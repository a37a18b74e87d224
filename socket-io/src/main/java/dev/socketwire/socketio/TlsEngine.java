package dev.socketwire.socketio;

/** Who does the work of TLS for a server with PEM files. */
public enum TlsEngine {
    /** The JDK. */
    JDK,
    /**
     * OpenSSL, or what is compatible with it, by Netty's native library: {@code io.netty:netty-tcnative-boringssl-static} of the
     * version that Netty's BOM names, on the class path with the classifier of the platform.
     */
    OPENSSL
}
