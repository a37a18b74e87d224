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

class PagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/demo.css", "/favicon.svg", "/chat/", "/chat/chat.js", "/chat/?room=kitchen", "/simple/"})
    void everyFileOfThePagesIsServed(String target) {
        PlainResponse response = answer("GET", target);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().remaining()).isPositive();
    }

    @Test
    void thePageIsHtmlAndMayOnlyLoadWhatIsOurs() {
        PlainResponse response = answer("GET", "/");
        assertThat(StandardCharsets.UTF_8.decode(response.body()).toString()).startsWith("<!doctype html>");
        assertThat(response.headers())
                .anyMatch(header -> header.getKey().equals("Content-Type")
                        && header.getValue().equals("text/html; charset=utf-8"))
                .anyMatch(header -> header.getKey().equals("Content-Security-Policy")
                        && header.getValue().startsWith("default-src 'self'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/../chat.js",
                "/chat.js",
                "/chat/../demo.css",
                "/source/Chat.java",
                "//",
                "/chat.js/",
                "/%2e%2e/logback.xml"
            })
    void whatIsNotListedIsNotServed(String target) {
        assertThat(answer("GET", target).status()).isEqualTo(404);
    }

    @Test
    void aFolderIsFoundWithoutItsSlash() {
        PlainResponse response = answer("GET", "/chat");
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.headers()).contains(Map.entry("Location", "/chat/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/simple/"})
    void thePagesShowTheJavaThatRuns(String target) {
        assertThat(StandardCharsets.UTF_8.decode(answer("GET", target).body()).toString())
                .contains("static void install(SocketIoServer io) {\n    io.onConnection(socket -&gt; {")
                .doesNotContain("{{");
    }

    @Test
    void thePageIsOnlyRead() {
        PlainResponse response = answer("POST", "/");
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).anyMatch(header -> header.getKey().equals("Allow"));
    }

    private static PlainResponse answer(String method, String target) {
        return Pages.ofTheDemo()
                .handle(PlainRequest.of(method, target, List.of(), new byte[0]))
                .toCompletableFuture()
                .join();
    }
}
