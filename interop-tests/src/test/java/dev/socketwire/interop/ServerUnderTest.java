package dev.socketwire.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server with the listeners of the scenarios: ours, or the reference that proves the scenarios. Its control port speaks
 * the little HTTP that {@code reference-server.mjs} describes.
 */
public interface ServerUnderTest extends AutoCloseable {
    /** Starts ours, or the reference where the build was told so. */
    static ServerUnderTest start() {
        return isReference() ? ReferenceServer.start() : InteropServer.start();
    }

    /** Whether the tests are being tested. */
    static boolean isReference() {
        return Boolean.getBoolean("interop.reference");
    }

    /** Where the control port listens. */
    URI control();

    /** The port of the server with the defaults. */
    default int port() {
        return URI.create(info().get("url").asString()).getPort();
    }

    /** The port of the server that pings after 300 ms, waits 2 s for the pong and 2 s for a namespace. */
    default int impatientPort() {
        return URI.create(info().get("impatientUrl").asString()).getPort();
    }

    /** How the sockets with a tag ended. */
    default List<Gone> gone(String tag) {
        return ask("/gone?tag=" + tag)
                .valueStream()
                .map(end -> new Gone(
                        end.get("reason").asString(),
                        end.get("rooms").valueStream().map(JsonNode::asString).toList()))
                .toList();
    }

    /** Whether the socket with a tag can be sent to at once: where it polls, its poll waits. */
    default boolean ready(String tag) {
        return ask("/ready?tag=" + tag).asBoolean();
    }

    /** Closes both servers and starts them again on their ports. */
    default void restart() {
        ask("/restart");
    }

    /** What it calls itself: the reference proves the scenarios, not the server. */
    default String name() {
        return info().get("name").asString();
    }

    private JsonNode info() {
        return ask("/info");
    }

    private JsonNode ask(String path) {
        try (InputStream answer = control().resolve(path).toURL().openStream()) {
            return JsonMapper.shared().readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void close();
}
