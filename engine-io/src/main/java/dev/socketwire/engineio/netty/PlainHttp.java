package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainRequest;
import dev.socketwire.engineio.PlainResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests that are not for the engine: the program answers them, or nobody does. */
final class PlainHttp {
    private static final Logger log = LoggerFactory.getLogger(PlainHttp.class);

    private PlainHttp() {}

    /**
     * Has a request answered.
     *
     * @param body borrowed
     */
    static void answer(EngineParts parts, HttpExchange exchange, ByteBuf body, EngineChannelHandler handler) {
        Optional<PlainHttpHandler> program = parts.options.plainHttp();
        if (program.isEmpty()) {
            handler.answer(exchange, ResponseWriter.of(404, Unpooled.EMPTY_BUFFER));
            return;
        }
        PlainRequest request = PlainRequest.of(
                exchange.head.method().name(),
                exchange.head.uri(),
                exchange.head.headers(),
                ByteBufUtil.getBytes(body));
        CompletionStage<PlainResponse> answer = program.get().handle(request);
        answer.whenComplete((response, failure) -> handler.answer(exchange, responseOf(response, failure)));
    }

    private static FullHttpResponse responseOf(@Nullable PlainResponse answer, @Nullable Throwable failure) {
        if (answer == null) {
            log.error("the handler of plain HTTP has failed", failure);
            return ResponseWriter.of(500, Unpooled.EMPTY_BUFFER);
        }
        FullHttpResponse response = ResponseWriter.of(answer.status(), Unpooled.wrappedBuffer(answer.body()));
        answer.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        HttpUtil.setContentLength(response, response.content().readableBytes());
        return response;
    }
}
