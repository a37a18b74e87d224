package dev.socketwire.demo;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.frames.WebSocketServer;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import java.io.UncheckedIOException;

/**
 * Starts the demo: one server on one port, and on it every program side by side. Each program is a class of its own with
 * a door called {@code install}: read {@link SimpleChat} next.
 */
public final class DemoChat {
    /** Clients 2.x come with credentials, and there are none here that a page of somebody else's could misuse. */
    private static final CorsOptions ANY_ORIGIN = CorsOptions.builder()
            .originMatching(origin -> true)
            .credentials(true)
            .build();

    private DemoChat() {}

    /** Starts the demo; {@link DemoArguments} says with what arguments. */
    public static void main(String[] args) {
        DemoArguments arguments = DemoArguments.of(args);
        WebSocketServer raw = RawFrames.open("0.0.0.0", arguments.port());
        SocketIoServer io =
                build(SocketIoServer.builder().port(arguments.port()).clientVersion(arguments.client()), raw);
        try {
            io.start();
        } catch (UncheckedIOException taken) {
            raw.close();
            throw taken;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            io.close();
            raw.close();
        }));
        System.out.println("The demo is open: http://localhost:" + io.port());
    }

    /** A server with all programs and their pages; what needs no Socket.IO is a server of its own. */
    static SocketIoServer build(SocketIoServerBuilder builder, WebSocketServer raw) {
        History history = new History();
        SocketIoServer io = builder.cors(ANY_ORIGIN)
                .plainHttp(Pages.ofTheDemo()
                        .route("/history", new HistoryOverHttp(history))
                        .route("/raw/port.json", RawFrames.address(raw)))
                .build();
        SimpleChat.install(io);
        ServerMsg.install(io);
        ChatMessage.install(io);
        TimeAndArguments.install(io);
        LoginChat.install(io, history);
        Chat.install(io, history);
        SharedDocument.install(io);
        Counters.install(io);
        Picture.install(io);
        return io;
    }
}
