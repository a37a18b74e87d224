package dev.socketwire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.PlainRequest;
import dev.socketwire.engineio.PlainResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryOverHttpTest {
    private final History history = new History();

    @Test
    void aPageIsJsonThatAnyPageMayRead() {
        history.add("login", "LOGIN", "Ada joined the chat", null);
        History.Message said = history.add("login", "CHAT", "<b>\"hello\"</b>", "Ada");
        PlainResponse response = ask("/history?room=login&limit=1");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .contains(Map.entry("Content-Type", "application/json"), Map.entry("Access-Control-Allow-Origin", "*"));
        assertThat(text(response))
                .isEqualTo(
                        "{\"room\":\"login\",\"messages\":[{\"id\":%d,\"time\":%d,\"type\":\"CHAT\",\"message\":\"<b>\\\"hello\\\"</b>\",\"sender\":\"Ada\"}],\"before\":%d}",
                        said.id(), said.time(), said.id());
    }

    @Test
    void theServerItselfHasNoSenderAndTheLoginChatIsTheUsualRoom() {
        History.Message joined = history.add("login", "LOGIN", "Ada joined the chat", null);

        assertThat(text(ask("/history")))
                .isEqualTo(
                        "{\"room\":\"login\",\"messages\":[{\"id\":%d,\"time\":%d,\"type\":\"LOGIN\",\"message\":\"Ada joined the chat\"}],\"before\":null}",
                        joined.id(), joined.time());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/history?before=yesterday", "/history?limit=all", "/history?limit=99999999999"})
    void whatIsNoNumberIsRefused(String target) {
        assertThat(ask(target).status()).isEqualTo(400);
    }

    private PlainResponse ask(String target) {
        return new HistoryOverHttp(history)
                .handle(PlainRequest.of("GET", target, List.of(), new byte[0]))
                .toCompletableFuture()
                .join();
    }

    private static String text(PlainResponse response) {
        return StandardCharsets.UTF_8.decode(response.body()).toString();
    }
}
