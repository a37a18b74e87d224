package dev.socketwire.demo;

import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.SocketIoServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Passes pictures on: a file of one page, sent as bytes, appears on all others. Its page: {@code /picture/}. */
final class Picture {
    /** A message may have 1,000,000 bytes ({@code maxHttpBufferSize}), and over polling bytes travel as base64: four for three. */
    static final int MOST_BYTES = 700_000;

    private Picture() {}

    static void install(SocketIoServer io) {
        Namespace pictures = io.of("/picture");
        pictures.onConnection(socket -> socket.onRequest("picture", arguments -> {
            String name = Words.fit(arguments.get(0, String.class), 60, "picture");
            byte[] bytes = arguments.get(1, byte[].class);
            Optional<String> type = bytes == null ? Optional.empty() : typeOf(bytes);
            if (type.isEmpty()) {
                return Map.of("error", "The server takes PNG, JPEG, GIF and WebP only");
            }
            if (bytes.length > MOST_BYTES) {
                return Map.of("error", "The server takes at most " + MOST_BYTES + " bytes");
            }
            socket.broadcast().emit("picture", name, type.get(), bytes);
            return Map.of("windows", pictures.socketCount() - 1);
        }));
    }

    /** What the first bytes say: what the sender says is not to be trusted. */
    static Optional<String> typeOf(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        } else if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        } else if (start.matches("(?s)RIFF....WEBP")) {
            return Optional.of("image/webp");
        }
        return Optional.empty();
    }
}
