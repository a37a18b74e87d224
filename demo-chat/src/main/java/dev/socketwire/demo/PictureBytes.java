package dev.socketwire.demo;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which bytes the demo takes for a picture: small ones of four kinds. */
final class PictureBytes {
    /** A message may have 1,000,000 bytes ({@code maxHttpBufferSize}), and over polling bytes travel as base64: four for three. */
    static final int MOST = 700_000;

    private PictureBytes() {}

    /** Why these are not taken, in words for who sent them; empty where they are. */
    static Optional<String> refusal(byte @Nullable [] bytes) {
        if (bytes == null || typeOf(bytes).isEmpty()) {
            return Optional.of("The server takes PNG, JPEG, GIF and WebP only");
        } else if (bytes.length > MOST) {
            return Optional.of("The server takes at most " + MOST + " bytes");
        }
        return Optional.empty();
    }

    /** What the first bytes say: what the sender says is not to be trusted. Nothing that could carry a script, as SVG can. */
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
