package dev.socketwire.socketio;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers both ways, on lanes and on the event loop. */
@ParameterizedClass
@MethodSource("handlers")
class AcknowledgementsTest {
    private static final Request<Integer, Integer> DOUBLE = Request.of("double", Integer.class, Integer.class);

    private static final Request<Arguments, Arguments> WHATEVER =
            Request.of("whatever", Arguments.class, Arguments.class);

    private final RunningServer server;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    AcknowledgementsTest(Handlers handlers) {
        server = RunningServer.flushing(handlers);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aContractIsAskedAndAnsweredByItsTypes() throws Exception {
        server.io.onConnection(socket -> socket.onRequest(DOUBLE, n -> 2 * n));
        try (RawClient client = server.client()) {
            client.send("20[\"double\",21]");
            assertThat(client.read()).isEqualTo("30[42]");
            CompletableFuture<Integer> answer = server.socket().request(DOUBLE, 4);
            assertThat(client.read()).isEqualTo("20[\"double\",4]");
            client.send("30[8]");
            assertThat(answer.get(20, SECONDS)).isEqualTo(8);
        }
    }

    @Test
    void anEventThatAsksForNoAnswerGetsNone() {
        server.io.onConnection(socket -> socket.onRequest("e", arguments -> "answer"));
        try (RawClient client = server.client()) {
            client.send("2[\"e\"]");
            client.assertNothingMore("flush");
        }
    }

    @Test
    void onlyTheFirstAnswerIsSent() {
        server.io.onConnection(socket -> {
            socket.onRequest("e", arguments -> "first");
            socket.onRequest("e", arguments -> "second");
        });
        try (RawClient client = server.client()) {
            client.send("29007199254740991[\"e\"]");
            assertThat(client.read()).isEqualTo("39007199254740991[\"first\"]");
            client.assertNothingMore("flush");
        }
    }

    @Test
    void answersOfTheClientAreBoundToTheTypeThatWasAskedFor() throws Exception {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            CompletableFuture<int[]> numbers = socket.request("q", int[].class, "x", 1);
            CompletableFuture<String> none = socket.request("q", String.class);
            CompletableFuture<byte[]> bytes = socket.request("q", byte[].class);
            CompletableFuture<Integer> misfit = socket.request("q", Integer.class);
            assertThat(client.read()).isEqualTo("20[\"q\",\"x\",1]");
            assertThat(client.read()).isEqualTo("21[\"q\"]");
            assertThat(client.read()).isEqualTo("22[\"q\"]");
            assertThat(client.read()).isEqualTo("23[\"q\"]");
            client.send("30[[1,2],3]");
            client.send("31[]");
            client.send("61-2[{\"_placeholder\":true,\"num\":0}]");
            client.sendBinary(new byte[] {9});
            client.send("33[\"text\"]");
            assertThat(numbers.get(20, SECONDS)).containsExactly(1, 2);
            assertThat(none.get(20, SECONDS)).isNull();
            assertThat(bytes.get(20, SECONDS)).containsExactly(9);
            assertThatThrownBy(() -> misfit.get(20, SECONDS))
                    .hasMessageContaining("answer to \"q\" from socket " + socket.id()
                            + ": argument 0 does not fit java.lang.Integer");
            client.assertNothingMore("flush");
        }
    }

    @Test
    void allValuesOfAnAnswerAreHadAsArguments() throws Exception {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            CompletableFuture<Arguments> several = socket.request("q", Arguments.class);
            CompletableFuture<Arguments> none = socket.request("q", Arguments.class);
            CompletableFuture<Arguments> broken = socket.request("q", Arguments.class);
            for (int i = 0; i < 3; i++) {
                assertThat(client.read()).isEqualTo("2" + i + "[\"q\"]");
            }
            client.send("61-0[\"a\",{\"_placeholder\":true,\"num\":0},[1,2]]");
            client.sendBinary(new byte[] {9});
            client.send("31[]");
            Arguments answer = several.get(20, SECONDS);
            assertThat(answer.size()).isEqualTo(3);
            assertThat(answer.get(0, String.class)).isEqualTo("a");
            assertThat(answer.get(1, byte[].class)).containsExactly(9);
            assertThat(answer.get(2, int[].class)).containsExactly(1, 2);
            assertThat(none.get(20, SECONDS).size()).isZero();
            client.send("32[1,]");
            client.assertClosed();
            assertThatThrownBy(() -> broken.get(20, SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void aContractMayBeOfWhateverComes() throws Exception {
        server.io.onConnection(socket -> {
            socket.onRequest(WHATEVER, arguments -> arguments);
            socket.once(Event.of("again", Arguments.class), arguments -> socket.emit("again", arguments));
        });
        try (RawClient client = server.client()) {
            client.send("20[\"whatever\",1,\"b\"]");
            assertThat(client.read()).isEqualTo("30[1,\"b\"]");
            client.send("2[\"again\",1,[2]]");
            assertThat(client.read()).isEqualTo("2[\"again\",1,[2]]");
        }
    }

    @Test
    void anAnswerWhoseBindingEndsInAnErrorFails() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            CompletableFuture<Broken> assertion = socket.request("q", Broken.class);
            CompletableFuture<Endless> overflow = socket.request("q", Endless.class);
            assertThat(client.read()).isEqualTo("20[\"q\"]");
            assertThat(client.read()).isEqualTo("21[\"q\"]");
            client.send("30[{}]");
            client.send("31[{}]");
            assertThatThrownBy(() -> assertion.get(20, SECONDS)).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> overflow.get(20, SECONDS)).isInstanceOf(ExecutionException.class);
            client.assertNothingMore("flush");
        }
    }

    @Test
    void answersThatNobodyAwaitsAreIgnored() throws Exception {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            AtomicInteger completions = new AtomicInteger();
            CompletableFuture<Integer> answer = socket.request("q", Integer.class);
            answer.whenComplete((value, failure) -> completions.incrementAndGet());
            assertThat(client.read()).isEqualTo("20[\"q\"]");
            client.send("35[1]");
            client.send("39007199254740991[1]");
            client.send("30[1]");
            client.send("30[2]");
            client.assertNothingMore("flush");
            assertThat(answer.get(20, SECONDS)).isEqualTo(1);
            assertThat(completions).hasValue(1);
        }
    }

    @Test
    void aRequestFailsWhenItsTimeIsOver() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            CompletableFuture<String> atOnce = socket.timeout(Duration.ZERO).request("q", String.class);
            CompletableFuture<String> soon =
                    socket.timeout(Duration.ofMillis(50)).request("q", String.class);
            CompletableFuture<String> late =
                    socket.timeout(Duration.ofMinutes(1)).request("q", String.class);
            assertThatThrownBy(() -> atOnce.get(20, SECONDS)).hasCauseInstanceOf(AckTimeoutException.class);
            assertThatThrownBy(() -> soon.get(20, SECONDS))
                    .hasRootCauseMessage("no answer to \"q\" from socket " + socket.id() + " within 50 ms");
            client.read();
            client.read();
            client.read();
            client.send("30[\"too late\"]");
            client.assertNothingMore("flush");
            assertThat(late).isNotDone();
        }
    }

    @Test
    void requestsFailWhenTheClientIsGone() {
        CompletableFuture<String> pending;
        Socket socket;
        try (RawClient client = server.client()) {
            socket = server.socket();
            pending = socket.timeout(Duration.ofMinutes(1)).request("q", String.class);
            assertThat(client.read()).isEqualTo("20[\"q\"]");
        }
        assertThatThrownBy(() -> pending.get(20, SECONDS)).hasCauseInstanceOf(SocketDisconnectedException.class);
        CompletableFuture<String> afterwards = socket.request("q", String.class);
        assertThatThrownBy(() -> afterwards.get(20, SECONDS)).hasCauseInstanceOf(SocketDisconnectedException.class);
    }

    @Test
    void aTimeThatMakesNoSenseIsRefused() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            assertThatThrownBy(() -> socket.timeout(Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> socket.timeout(Duration.ofSeconds(Long.MAX_VALUE)))
                    .isInstanceOf(IllegalArgumentException.class);
            client.assertNothingMore("flush");
        }
    }

    @Test
    void unansweredRequestsAreLimitedAndFreed() throws Exception {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                answers.add(socket.timeout(Duration.ofMinutes(1)).request("q", Integer.class));
            }
            assertThatThrownBy(() -> socket.request("q", Integer.class))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("10000");
            for (int i = 0; i < 10_000; i++) {
                assertThat(client.read()).isEqualTo("2" + i + "[\"q\"]");
                client.send("3" + i + "[" + i + "]");
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(answers.get(i).get(20, SECONDS)).isEqualTo(i);
            }
            socket.request("q", Integer.class);
            assertThat(client.read()).isEqualTo("210000[\"q\"]");
        }
    }

    @Test
    void whatTheProgramGivesUpIsForgotten() throws Exception {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            for (int i = 0; i < 5_000; i++) {
                socket.request("q", Integer.class).cancel(false);
                socket.timeout(Duration.ofMinutes(1))
                        .request("q", Integer.class)
                        .complete(1);
            }
            CompletableFuture<Integer> late = socket.request("q", Integer.class).orTimeout(1, MILLISECONDS);
            assertThatThrownBy(() -> late.get(20, SECONDS)).hasCauseInstanceOf(TimeoutException.class);
            CompletableFuture<Integer> answer = socket.request("last", Integer.class);
            String sent = client.read();
            while (!sent.endsWith("[\"last\"]")) {
                sent = client.read();
            }
            assertThat(sent).isEqualTo("210001[\"last\"]");
            client.send("310000[1]");
            client.send("310001[2]");
            assertThat(answer.get(20, SECONDS)).isEqualTo(2);
        }
    }

    @Test
    void anAnswerAfterTheEndOfTheSocketGoesNowhere() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        server.io.onConnection(socket -> socket.onRequest("e", arguments -> answer));
        try (RawClient client = server.client()) {
            client.send("20[\"e\"]");
            client.send("1");
            await().until(() -> server.io.of("/").socketCount() == 0);
            answer.complete("late");
            client.connectTo("/");
            client.assertNothingMore("flush");
        }
        assertThat(server.errors).isEmpty();
    }

    @Test
    void anAnswerMayDependOnAnother() {
        server.io.onConnection(socket -> socket.onRequest(
                "outer", arguments -> socket.request("inner", Integer.class).thenApply(n -> n + 1)));
        try (RawClient client = server.client()) {
            client.send("20[\"outer\"]");
            assertThat(client.read()).isEqualTo("20[\"inner\"]");
            client.send("30[1]");
            assertThat(client.read()).isEqualTo("30[2]");
        }
    }

    /** A type that cannot be made. */
    static final class Broken {
        Broken() {
            throw new AssertionError("cannot be made");
        }
    }

    /** A type that never ends. */
    static final class Endless {
        final Endless inner = new Endless();
    }
}
