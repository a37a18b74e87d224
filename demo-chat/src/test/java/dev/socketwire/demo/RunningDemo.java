package dev.socketwire.demo;

import dev.socketwire.frames.WebSocketServer;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.FreePort;

/** The demo as {@link DemoChat} starts it, but for this machine alone and with an end. */
final class RunningDemo implements AutoCloseable {
    private final SocketIoServer io;
    private final WebSocketServer raw;

    private RunningDemo(SocketIoServer io, WebSocketServer raw) {
        this.io = io;
        this.raw = raw;
    }

    /** On a port, or on any where it is 0: on one that nobody else gets while the demo starts again. */
    static RunningDemo onPort(int port) {
        return onPort(port, "4");
    }

    /** With the browser client of that version. */
    static RunningDemo onPort(int port, String client) {
        WebSocketServer raw = RawFrames.open("127.0.0.1", 0);
        SocketIoServer io = DemoChat.build(
                SocketIoServer.builder()
                        .host("127.0.0.1")
                        .port(port == 0 ? FreePort.any() : port)
                        .clientVersion(client),
                raw);
        io.start();
        return new RunningDemo(io, raw);
    }

    int port() {
        return io.port();
    }

    @Override
    public void close() {
        io.close();
        raw.close();
    }
}
