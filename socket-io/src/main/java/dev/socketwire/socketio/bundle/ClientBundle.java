package dev.socketwire.socketio.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the browser client below the path of the server: {@code /socket.io/socket.io.js} and its seven siblings, byte
 * for byte as npm has them. A pure look-up; a file is loaded when it is first asked for. Any thread.
 */
public final class ClientBundle {
    /** The version of the client whose files these are. */
    public static final String VERSION = "4.8.4";

    private static final List<String> NAMES =
            List.of("socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js");

    private final String prefix;
    private final Map<String, BundleAsset> loaded = new ConcurrentHashMap<>();

    /** The files below a path, such as {@code /socket.io}. */
    public ClientBundle(String path) {
        prefix = path + "/";
    }

    /** The file that a request path names; empty where it names none. */
    public Optional<BundleAsset> find(String path) {
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        String name = path.substring(prefix.length());
        boolean map = name.endsWith(".map");
        String script = map ? name.substring(0, name.length() - ".map".length()) : name;
        return NAMES.contains(script)
                ? Optional.of(loaded.computeIfAbsent(name, file -> load(file, map)))
                : Optional.empty();
    }

    /**
     * Whether the client has a file already (RFC 9110 section 13.1.2).
     *
     * @param ifNoneMatch the {@code If-None-Match} of the request
     */
    public static boolean isNotModified(BundleAsset asset, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String tag : ifNoneMatch.split(",", -1)) {
            String bare = tag.strip();
            if (bare.startsWith("W/")) {
                bare = bare.substring(2);
            }
            if (bare.equals("*") || bare.equals(asset.etag())) {
                return true;
            }
        }
        return false;
    }

    private static BundleAsset load(String name, boolean map) {
        try (InputStream in = ClientBundle.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " of socket.io-client " + VERSION + " is not in the jar");
            }
            return new BundleAsset(
                    in.readAllBytes(),
                    (map ? "application/json" : "application/javascript") + "; charset=utf-8",
                    '"' + VERSION + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
