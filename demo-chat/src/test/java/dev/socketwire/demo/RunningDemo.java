package dev.socketwire.demo;

import dev.socketwire.socketio.SocketIoServer;

/** The demo as {@link DemoChat} starts it, but for this machine alone and with an end. */
final class RunningDemo implements AutoCloseable {
    private final SocketIoServer io;

    private RunningDemo(SocketIoServer io) {
        this.io = io;
    }

    static RunningDemo onPort(int port) {
        SocketIoServer io =
                DemoChat.build(SocketIoServer.builder().host("127.0.0.1").port(port));
        io.start();
        return new RunningDemo(io);
    }

    int port() {
        return io.port();
    }

    @Override
    public void close() {
        io.close();
    }
}
