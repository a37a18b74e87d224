package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.interop.Way;
import dev.socketwire.socketio.SocketIoServer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What stands in the headers of the answers to a stock client, and what the client makes of it. */
class HeadersStockTest {
    @ParameterizedTest
    @EnumSource
    void theProgramAddsHeadersToTheFirstAnswerAndToEvery(Way way) {
        try (SocketIoServer io =
                StockScene.server(options -> options.initialHeaders((headers, request) -> headers.set("x-first", "yes"))
                        .headers((headers, request) ->
                                headers.set("x-every", request.query().get("transport"))))) {
            JsonNode answers = StockScene.play("opening.headers", way, io);
            assertThat(answers).hasSizeGreaterThanOrEqualTo(way == Way.WEBSOCKET ? 1 : 3);
            for (int i = 0; i < answers.size(); i++) {
                JsonNode answer = answers.get(i);
                String to = answer.get("to").asString();
                JsonNode headers = answer.get("headers");
                assertThat(headers.path("x-first").asString("no"))
                        .as("%s, answer %s", to, i)
                        .isEqualTo(i == 0 ? "yes" : "no");
                assertThat(headers.path("x-every").asString("none"))
                        .as("%s, answer %s", to, i)
                        .isEqualTo(to.equals("Upgrade") ? "websocket" : "polling");
            }
            assertThat(answers.findValuesAsString("to").contains("Upgrade")).isEqualTo(way.usesWebSocket());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCookieOfASessionIsGivenOnceAndComesBack(Way way) {
        Map<String, Set<String>> brought = new ConcurrentHashMap<>();
        try (SocketIoServer io = StockScene.server(options -> options.cookie(
                        CookieOptions.defaults().withName("lb"))
                .headers((headers, request) -> brought.computeIfAbsent(
                                request.query().getOrDefault("sid", "first"), sid -> ConcurrentHashMap.newKeySet())
                        .add(request.header("cookie").orElse("none"))))) {
            JsonNode seen = StockScene.play("opening.cookies", way, io);
            String noted = seen.get("noted").asString();
            assertThat(seen.get("given")).hasToString("[\"lb=" + noted + "; Path=/; HttpOnly; SameSite=Lax\"]");
            assertThat(brought.get("first")).containsExactly("none");
            if (way != Way.WEBSOCKET) {
                String keeps = seen.get("keeps").asString();
                assertThat(brought.get(noted)).containsExactly("lb=" + noted);
                assertThat(brought.get(keeps)).containsExactly("lb=" + keeps);
                assertThat(brought.get(seen.get("drops").asString())).containsExactly("none");
            }
        }
    }
}
