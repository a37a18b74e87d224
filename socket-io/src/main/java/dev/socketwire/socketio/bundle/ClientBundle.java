package dev.socketwire.socketio.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the browser client below the path of the server: {@code /socket.io/socket.io.js} and its seven siblings, byte
 * for byte as npm has them. A pure look-up; a file is loaded when it is first asked for. Any thread.
 */
public final class ClientBundle {
    private final String prefix;
    private final BundleVersion version;
    private final Map<String, BundleAsset> loaded = new ConcurrentHashMap<>();

    /** The files of a version below a path, such as {@code /socket.io}. */
    public ClientBundle(String path, BundleVersion version) {
        this.prefix = path + "/";
        this.version = version;
    }

    /** The file that a request path names; empty where it names none. */
    public Optional<BundleAsset> find(String path) {
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        String name = path.substring(prefix.length());
        boolean map = name.endsWith(".map");
        String script = map ? name.substring(0, name.length() - ".map".length()) : name;
        return version.scripts().contains(script)
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

    private BundleAsset load(String name, boolean map) {
        try (InputStream in = ClientBundle.class.getResourceAsStream(version.folder() + "/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " of socket.io-client " + version.number() + " is not in the jar");
            }
            return new BundleAsset(
                    in.readAllBytes(),
                    (map ? "application/json" : "application/javascript") + "; charset=utf-8",
                    '"' + version.number() + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
