package dev.socketwire.demo;

import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainRequest;
import dev.socketwire.engineio.PlainResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /history?room=…&before=…&limit=…}: a page of the {@link History} as JSON. */
final class HistoryOverHttp implements PlainHttpHandler {
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final History history;

    HistoryOverHttp(History history) {
        this.history = history;
    }

    /** Answers later, from another thread: the event loop goes on with the chat. */
    @Override
    public CompletionStage<PlainResponse> handle(PlainRequest request) {
        return CompletableFuture.supplyAsync(() -> answer(request.query()));
    }

    private PlainResponse answer(Map<String, String> query) {
        History.Question question;
        try {
            question = new History.Question(
                    query.get("room"),
                    Optional.ofNullable(query.get("before")).map(Long::valueOf).orElse(null),
                    Optional.ofNullable(query.get("limit"))
                            .map(Integer::valueOf)
                            .orElse(null));
        } catch (NumberFormatException e) {
            return PlainResponse.text(400, "before and limit are numbers");
        }
        return PlainResponse.ok("application/json", mapper.writeValueAsBytes(history.page(question)))
                .withHeader("Access-Control-Allow-Origin", "*")
                .withHeader("Cache-Control", "no-store")
                .withHeader("X-Content-Type-Options", "nosniff");
    }
}
