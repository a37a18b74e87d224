package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;

/** A question to many clients, and what comes back. */
@ParameterizedClass
@MethodSource("handlers")
class BroadcastAnswersTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RunningServer server;
    private final List<RawClient> clients = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    BroadcastAnswersTest(Handlers handlers) {
        server = RunningServer.start(builder -> builder.handlers(handlers));
        Stream.generate(server::client).limit(3).forEach(client -> {
            clients.add(client);
            sockets.add(server.socket());
        });
    }

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        server.close();
    }

    @Test
    void eachAnswersOnce() throws Exception {
        CompletableFuture<AckReport<String>> asking = server.io.timeout(LONG).request("q", String.class, 1);
        for (int i = 0; i < 3; i++) {
            String id = asked(i, "[\"q\",1]");
            clients.get(i).send("3" + id + "[\"" + i + "\",\"not the first\"]");
            clients.get(i).send("3" + id + "[\"again\"]");
        }
        AckReport<String> report = asking.get(10, TimeUnit.SECONDS);
        assertThat(report.answers()).containsExactlyInAnyOrder("0", "1", "2");
        assertThat(report.isComplete()).isTrue();
        assertThat(report.replies().stream()
                        .filter(reply -> reply.answer().equals("1"))
                        .findFirst()
                        .orElseThrow()
                        .socketId())
                .contains(sockets.get(1).id());
    }

    @Test
    void allValuesOfEachAnswerAreHadAsArguments() throws Exception {
        CompletableFuture<AckReport<Arguments>> asking = server.io.timeout(LONG).request("q", Arguments.class);
        for (int i = 0; i < 3; i++) {
            clients.get(i).send("3" + asked(i, "[\"q\"]") + "[" + i + ",\"second\"]");
        }
        assertThat(asking.get(10, TimeUnit.SECONDS).answers())
                .hasSize(3)
                .allSatisfy(answer -> assertThat(answer.get(1, String.class)).isEqualTo("second"));
    }

    @Test
    void whatHangsOnAReportDoesNotHoldUpTheTimerOfTheProcess() throws Exception {
        String thread = server.io
                .timeout(Duration.ofMillis(50))
                .request("q", String.class)
                .thenApply(report -> Thread.currentThread().getName())
                .get(10, TimeUnit.SECONDS);
        assertThat(thread).doesNotStartWith("CompletableFuture");
    }

    @Test
    void theSenderIsNotAskedAndBytesComeBack() throws Exception {
        CompletableFuture<AckReport<byte[]>> asking =
                sockets.get(0).broadcast().timeout(LONG).request("q", byte[].class, new byte[] {7});
        for (int i = 1; i < 3; i++) {
            String packet = clients.get(i).read();
            assertThat(packet).startsWith("51-").endsWith("[\"q\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(clients.get(i).readBinary()).containsExactly(7);
            clients.get(i)
                    .send("61-" + packet.substring(3, packet.indexOf('[')) + "[{\"_placeholder\":true,\"num\":0}]");
            clients.get(i).sendBinary(new byte[] {(byte) i});
        }
        assertThat(asking.get(10, TimeUnit.SECONDS).answers())
                .containsExactlyInAnyOrder(new byte[] {1}, new byte[] {2});
    }

    @Test
    void whoGoesAndWhoAnswersNonsenseIsSilent() throws Exception {
        CompletableFuture<AckReport<Map<String, Integer>>> asking =
                server.io.timeout(LONG).request("q", new TypeReference<Map<String, Integer>>() {});
        clients.get(0).send("3" + asked(0, "[\"q\"]") + "[{\"a\":1}]");
        clients.get(1).send("3" + asked(1, "[\"q\"]") + "[{\"a\":[]}]");
        asked(2, "[\"q\"]");
        clients.get(2).close();
        AckReport<Map<String, Integer>> report = asking.get(10, TimeUnit.SECONDS);
        assertThat(report.answers()).containsExactly(Map.of("a", 1));
        assertThat(report.silent())
                .containsExactlyInAnyOrder(sockets.get(1).id(), sockets.get(2).id());
        await().until(() -> server.errors.size() == 1);
        assertThat(server.errors.peek()).startsWith("q: IllegalArgumentException: argument 0 does not fit");
    }

    @Test
    void noJsonEndsTheConnectionAndIsNoAnswer() throws Exception {
        CompletableFuture<AckReport<String>> asking =
                server.io.to(sockets.get(0).id()).timeout(LONG).request("q", String.class);
        clients.get(0).send("3" + asked(0, "[\"q\"]") + "[\"a\"");
        assertThat(asking.get(10, TimeUnit.SECONDS).silent())
                .containsExactly(sockets.get(0).id());
        clients.get(0).assertClosed();
    }

    @Test
    void timeIsLimitedAndLateAnswersAreNobodys() throws Exception {
        CompletableFuture<AckReport<String>> asking =
                server.io.timeout(Duration.ofMillis(500)).request("q", String.class);
        String id = asked(0, "[\"q\"]");
        AckReport<String> report = asking.get(10, TimeUnit.SECONDS);
        assertThat(report.answers()).isEmpty();
        assertThat(report.asked()).isEqualTo(3);
        assertThat(report.silent())
                .containsExactlyInAnyOrderElementsOf(
                        sockets.stream().map(Socket::id).toList());
        clients.get(0).send("3" + id + "[\"late\"]");
        // What was not answered is no longer owed: there is room for as many again.
        for (int i = 0; i < 3; i++) {
            CompletableFuture<String> one = sockets.get(i).request("one", String.class);
            assertThat(i == 0 ? clients.get(i).read() : skip(i)).isEqualTo("20[\"one\"]");
            clients.get(i).send("30[\"" + i + "\"]");
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("" + i);
        }
        assertThat(server.errors).isEmpty();
    }

    @Test
    void nobodyIsAskedWhereNobodyIs() throws Exception {
        AckReport<String> report =
                server.io.to("nobody").timeout(LONG).request("q", String.class).get(10, TimeUnit.SECONDS);
        assertThat(report.asked()).isZero();
        assertThat(report.isComplete()).isTrue();
        assertThat(server.io
                        .of("/empty")
                        .request("q", String.class)
                        .get(10, TimeUnit.SECONDS)
                        .answers())
                .isEmpty();
    }

    @Test
    void nothingIsSentThatCannotBe() {
        assertThatThrownBy(() -> server.io.request("connect", String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"connect\" is a reserved event name");
        Object[] tooMany = Stream.generate(() -> new byte[1]).limit(11).toArray();
        assertThatThrownBy(() -> server.io.request("q", String.class, tooMany))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("11 binary attachments");
        server.io.emit("last");
        clients.forEach(client -> assertThat(client.read()).isEqualTo("2[\"last\"]"));
    }

    private String skip(int client) {
        asked(client, "[\"q\"]");
        return clients.get(client).read();
    }

    private String asked(int client, String event) {
        String packet = clients.get(client).read();
        assertThat(packet).startsWith("2").endsWith(event);
        return packet.substring(1, packet.length() - event.length());
    }
}
