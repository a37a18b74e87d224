package dev.socketwire.demo;

import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.SocketIoServer;
import java.util.Map;
import java.util.Optional;

/** Passes pictures on: a file of one page, sent as bytes, appears on all others. Its page: {@code /picture/}. */
final class Picture {
    private Picture() {}

    static void install(SocketIoServer io) {
        Namespace pictures = io.of("/picture");
        pictures.onConnection(socket -> socket.onRequest("picture", arguments -> {
            String name = Words.fit(arguments.get(0, String.class), 60, "picture");
            byte[] bytes = arguments.get(1, byte[].class);
            Optional<String> refusal = PictureBytes.refusal(bytes);
            if (refusal.isPresent()) {
                return Map.of("error", refusal.get());
            }
            socket.broadcast().emit("picture", name, PictureBytes.typeOf(bytes).orElseThrow(), bytes);
            return Map.of("windows", pictures.socketCount() - 1);
        }));
    }
}
