package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row O8, behind proxies: whom a connection speaks for. The test is the proxy. */
class ProxyRowsTest {
    @RegisterExtension
    final Siege siege = new Siege();

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> overTls = new ConcurrentLinkedQueue<>();
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private String cookie = "";

    @Row("O8")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 203.0.113.5 | 203.0.113.5",
                // What the client has made up stands left of what the proxy has seen.
                "X-Forwarded-For: 6.6.6.6, 127.0.0.1, 203.0.113.5 | 203.0.113.5",
                "X-Forwarded-For: 203.0.113.5, 10.1.2.3 | 203.0.113.5",
                "X-Forwarded-For: 6.6.6.6/X-Forwarded-For: 203.0.113.5/X-Forwarded-For: 10.1.2.3 | 203.0.113.5",
                "x-forwarded-for: 203.0.113.5:4711 | 203.0.113.5",
                "X-Forwarded-For: [2001:db9::5]:4711 | 2001:db9:0:0:0:0:0:5",
                "X-Forwarded-For: 2001:db9::5, 2001:db8::1 | 2001:db9:0:0:0:0:0:5",
            })
    void theRightmostAddressThatIsNoProxyIsTheClients(String headers, String client) {
        startBehind("127.0.0.1/32", "10.0.0.0/8", "2001:db8::/32");
        come(headers.split("/"));
        assertThat(asked).containsOnly(client);
    }

    @Row("O8")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: unknown",
                "X-Forwarded-For: 203.0.113.5, <script>",
                "X-Forwarded-For: 203.0.113.5, example.com, 127.0.0.1",
                "X-Forwarded-For:",
                "X-Forwarded-For: 203.0.113.5/X-Forwarded-For: 999.0.0.1",
                "Forwarded: for=203.0.113.5",
                "X-Real-IP: 203.0.113.5",
            })
    void whatIsNoAddressLeavesThatOfTheSocket(String headers) {
        startBehind("127.0.0.1/32");
        come(headers.split("/"));
        assertThat(asked).containsOnly("127.0.0.1");
    }

    @Test
    @Row("O8")
    void whoIsNotTrustedSpeaksForNobody() {
        startBehind("127.0.0.2/32", "10.0.0.0/8");
        come("X-Forwarded-For: 203.0.113.5, 10.1.2.3");
        assertThat(asked).containsOnly("127.0.0.1");
    }

    @Row("O8")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Proto: https | true",
                "x-forwarded-proto: HTTPS | true",
                "X-Forwarded-Proto: http | false",
                "X-Forwarded-Proto: ftp | false",
                // What the client has made up stands left of what the proxy has seen.
                "X-Forwarded-For: 6.6.6.6, 203.0.113.5/X-Forwarded-Proto: https/X-Forwarded-Proto: http | false",
                "X-Forwarded-For: 203.0.113.5, 10.1.2.3/X-Forwarded-Proto: https, http | true",
            })
    void aTrustedProxySaysWhetherTheClientCameOverTls(String headers, boolean secure) {
        startBehind("127.0.0.1/32", "10.0.0.0/8");
        come(headers.split("/"));
        assertThat(overTls).containsExactly(secure, secure);
        assertThat(cookie.contains("; Secure")).isEqualTo(secure);
    }

    @Test
    @Row("O8")
    void whoIsNotTrustedSaysNothingAboutTls() {
        startBehind("127.0.0.2/32");
        come("X-Forwarded-Proto: https");
        assertThat(overTls).containsExactly(false, false);
        assertThat(cookie).startsWith("io=").doesNotContain("Secure");
    }

    @Test
    @Row("O8")
    void clientsOfAProxyAreCountedByTheirOwnAddresses() {
        siege.start(options -> options.trustedProxies("127.0.0.1")
                .limits(EngineLimits.builder().connectionsPerAddress(2).build()));
        siege.port();
        String ada = "X-Forwarded-For: 203.0.113.5";
        RawHttp poll = siege.http();
        String sid = Client.sidOf(poll.get(Poller.TARGET, ada).text());
        poll.sendGet(Poller.TARGET + "&sid=" + sid, ada);
        Client socket = siege.closing(Client.open(siege.port(), ada));
        // A poll that waits and a WebSocket: that is two, whatever the client writes before its address.
        await().untilAsserted(() -> assertRefused(ada));
        assertRefused("X-Forwarded-For: 6.6.6.6, 203.0.113.5");
        RawHttp upgrade = siege.http();
        upgrade.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders(ada));
        assertThat(upgrade.read().status()).isEqualTo(503);
        // Others come by the same proxy, as many as they like.
        for (int other = 1; other <= 5; other++) {
            siege.closing(Client.open(siege.port(), "X-Forwarded-For: 203.0.113.10" + other))
                    .join();
        }
        // A connection that waits for its next request belongs to nobody.
        RawHttp idle = siege.http();
        assertThat(idle.get("/", "X-Forwarded-For: 203.0.113.6").status()).isEqualTo(404);
        RawHttp second = siege.http();
        assertThat(second.get("/", "X-Forwarded-For: 203.0.113.6").status()).isEqualTo(404);
        assertThat(siege.http().get("/", "X-Forwarded-For: 203.0.113.6").status())
                .isEqualTo(404);
        socket.close();
        await().untilAsserted(() -> {
            try (RawHttp next = RawHttp.connect(siege.port())) {
                assertThat(next.get("/", ada).status()).isEqualTo(404);
            }
        });
        poll.close();
    }

    private void assertRefused(String header) {
        try (RawHttp http = RawHttp.connect(siege.port())) {
            RawHttp.Response answer = http.get(Poller.TARGET + "&sid=none", header);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(http.endsWithoutAByte()).isTrue();
        }
    }

    /** By polling and by WebSocket: the hook is asked twice, and the socket of the WebSocket is there. */
    private void come(String... headers) {
        RawHttp http = siege.http();
        RawHttp.Response opened = http.get(Poller.TARGET, headers);
        cookie = opened.header("set-cookie");
        String sid = Client.sidOf(opened.text());
        http.post(Poller.TARGET + "&sid=" + sid, "1");
        Client client = siege.closing(Client.open(siege.port(), headers)).join();
        client.echo("hello");
        assertThat(seen.get(client.id())).isNotNull();
        assertThat(asked).hasSize(2).containsOnly(seen.get(client.id()));
    }

    private void startBehind(String... proxies) {
        siege.start(options -> options.trustedProxies(proxies)
                .cookie(CookieOptions.defaults())
                .allowRequest(
                        AllowRequest.when(request -> asked.add(request.address()) && overTls.add(request.secure()))));
        siege.onConnection(socket -> seen.put(socket.id(), socket.handshake().address()));
        siege.port();
        asked.clear(); // of the one beside us
        overTls.clear();
    }
}
