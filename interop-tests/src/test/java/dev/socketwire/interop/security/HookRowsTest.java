package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows about hooks of the program that end in an error, such as a stack that is too small: more than an exception. */
class HookRowsTest {
    private static final int LIMIT = 3;

    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    @Row("O6")
    void aLoginThatEndsInAnErrorKeepsNoPlace() {
        SocketIoServer io = siege.start(options -> options.allowRequest(request -> {
                    if (request.query().containsKey("login")) {
                        throw new StackOverflowError("thrown by the row");
                    }
                    return CompletableFuture.completedFuture(AllowRequest.Verdict.allowed());
                })
                .onConnectionError(error -> {
                    throw new StackOverflowError("thrown by the row");
                })
                .limits(EngineLimits.builder().pendingHandshakes(LIMIT).build()));
        siege.expectLine("the allowRequest hook has failed");
        siege.expectLine("the connectionError hook has thrown");
        siege.port();
        RawHttp http = siege.http();
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(http.get(Poller.TARGET + "&login=bad").status()).isEqualTo(403);
            RawHttp upgrade = siege.http();
            upgrade.sendGet(Client.TARGET + "&login=bad", RawWebSocket.upgradeHeaders());
            assertThat(upgrade.read().status()).isEqualTo(403);
        }
        assertThat(io.sessionCount()).isOne();
        siege.client().echo("let in");
    }

    @Test
    @Row("H6")
    void aHeaderHookThatEndsInAnErrorIsA500() {
        siege.start(options -> options.headers((headers, request) -> {
            if (request.query().containsKey("fail")) {
                throw new StackOverflowError("thrown by the row");
            }
        }));
        siege.expectLine("a headers hook has thrown");
        Poller session = siege.poller();
        RawHttp http = siege.http();
        assertThat(http.get(Poller.TARGET + "&fail").status()).isEqualTo(500);
        assertThat(http.post(session.target() + "&fail", "42[\"echo\"]").status())
                .isEqualTo(500);
        assertThat(http.get(session.target() + "&fail").status()).isEqualTo(500);
        RawHttp upgrade = siege.http();
        upgrade.sendGet(Client.TARGET + "&fail", RawWebSocket.upgradeHeaders());
        assertThat(upgrade.read().status()).isEqualTo(500);
        session.park();
        siege.io().emit("next");
        assertThat(session.parked().text()).isEqualTo("42[\"next\"]");
    }

    @Test
    @Row("O1")
    void aRuleOfOriginsThatEndsInAnErrorAllowsNothing() {
        siege.start(options -> options.cors(CorsOptions.builder()
                .originMatching(origin -> {
                    throw new StackOverflowError("thrown by the row");
                })
                .build()));
        siege.expectLine("the rule of an origin has thrown");
        RawHttp http = siege.http();
        String origin = "Origin: https://ok.example";
        assertThat(http.get(Poller.TARGET, origin).status()).isEqualTo(500);
        RawHttp upgrade = siege.http();
        upgrade.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders(origin));
        assertThat(upgrade.read().status()).isEqualTo(500);
        // The answer to a body that is too large names the origin, too.
        RawHttp large = siege.http();
        large.send(
                "POST " + Poller.TARGET + " HTTP/1.1\r\nHost: a\r\n" + origin + "\r\nContent-Length: 1000001\r\n\r\n");
        assertThat(large.read().status()).isEqualTo(413);
        assertThat(http.get("/").status()).isEqualTo(404);
    }
}
