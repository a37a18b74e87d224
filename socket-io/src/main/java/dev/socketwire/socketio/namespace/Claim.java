package dev.socketwire.socketio.namespace;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client says of the socket that it wants back.
 *
 * @param pid its secret
 * @param offset the last event that it has seen, as it was told, or null
 */
record Claim(String pid, @Nullable String offset) {
    private static final int MAX_LENGTH = 128;

    /** What stands in the auth of a CONNECT, or null where it claims nothing. */
    static @Nullable Claim of(ServerContext context, byte[] auth) {
        if (auth.length <= 2) {
            return null;
        }
        JsonNode all;
        try {
            all = context.auth(auth, JsonNode.class);
        } catch (IllegalArgumentException e) {
            // It was checked to be JSON; that it cannot be read is for the program to find out.
            return null;
        }
        JsonNode pid = all.get("pid");
        JsonNode offset = all.get("offset");
        if (pid == null || !pid.isString() || pid.asString().length() > MAX_LENGTH) {
            return null;
        }
        boolean none = offset == null || offset.isNull();
        if (!none && (!offset.isString() || offset.asString().length() > MAX_LENGTH)) {
            return null;
        }
        return new Claim(pid.asString(), none ? null : offset.asString());
    }
}
