package dev.socketwire.demo;

import dev.socketwire.socketio.SocketIoServer;

/** Starts the chat: the server, what it does on events, and its page, on one port. Read {@link Chat} next. */
public final class DemoChat {
    private DemoChat() {}

    /** Starts the chat: {@code [--port N]}, 8080 without it; 0 lets the system pick one. */
    public static void main(String[] args) {
        int port = args.length == 2 && args[0].equals("--port") ? Integer.parseInt(args[1]) : 8080;
        SocketIoServer io =
                SocketIoServer.builder().port(port).plainHttp(Pages.ofTheChat()).build();
        new Chat(io).open();
        io.start();
        Runtime.getRuntime().addShutdownHook(new Thread(io::close));
        System.out.println("The chat is open: http://localhost:" + io.port());
    }
}
