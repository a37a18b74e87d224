package dev.socketwire.engineio.netty;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Answers requests below the path of the engine before the engine looks at them. Called on event loops. */
@FunctionalInterface
public interface FrontRoute {
    /** Answers nothing. */
    FrontRoute NONE = request -> null;

    /** The answer, or null where the request is for the engine. */
    @Nullable
    FullHttpResponse answer(HttpRequest request);
}
