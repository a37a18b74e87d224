package dev.socketwire.demo;

import dev.socketwire.socketio.SocketIoServer;

/** The chat as {@link DemoChat} starts it, but for this machine alone and with an end. */
final class RunningChat implements AutoCloseable {
    private final SocketIoServer io;

    private RunningChat(SocketIoServer io) {
        this.io = io;
    }

    static RunningChat onPort(int port) {
        SocketIoServer io = SocketIoServer.builder()
                .host("127.0.0.1")
                .port(port)
                .plainHttp(Pages.ofTheChat())
                .build();
        new Chat(io).open();
        io.start();
        return new RunningChat(io);
    }

    int port() {
        return io.port();
    }

    @Override
    public void close() {
        io.close();
    }
}
