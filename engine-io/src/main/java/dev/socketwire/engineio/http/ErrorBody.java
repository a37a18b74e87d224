package dev.socketwire.engineio.http;

import dev.socketwire.engineio.EngineError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** The body of a refusal: {@code {"code":0,"message":"Transport unknown"}}. */
public final class ErrorBody {
    /** Its media type. */
    public static final String CONTENT_TYPE = "application/json";

    private static final Map<EngineError, byte[]> STANDARD = new EnumMap<>(EngineError.class);

    static {
        for (EngineError error : EngineError.values()) {
            STANDARD.put(error, json(error, error.message()));
        }
    }

    private ErrorBody() {}

    /** With the message of the code. */
    public static ByteBuf of(EngineError error) {
        return Unpooled.wrappedBuffer(STANDARD.get(error)).asReadOnly();
    }

    /** With a message of the application. */
    public static ByteBuf of(EngineError error, String message) {
        return Unpooled.wrappedBuffer(json(error, message));
    }

    private static byte[] json(EngineError error, String message) {
        StringBuilder json =
                new StringBuilder("{\"code\":").append(error.code()).append(",\"message\":\"");
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // Escaped half by half, so that a lone half does no harm.
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
