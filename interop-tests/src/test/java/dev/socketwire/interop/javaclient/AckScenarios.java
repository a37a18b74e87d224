package dev.socketwire.interop.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.AckWithTimeout;
import io.socket.client.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.json.JSONObject;

/** Acknowledgements: the client asks, the server asks, and nobody answers. */
final class AckScenarios {
    private AckScenarios() {}

    static void addTo(Map<String, Scenario> all, Generation generation) {
        all.put("theServerAnswers", AckScenarios::theServerAnswers);
        all.put("theServerAnswersWithBinary", AckScenarios::theServerAnswersWithBinary);
        all.put("answersFindTheirQuestions", AckScenarios::answersFindTheirQuestions);
        all.put("theClientAnswers", AckScenarios::theClientAnswers);
        all.put("theClientAnswersWithBinary", AckScenarios::theClientAnswersWithBinary);
        all.put("theClientStaysSilent", AckScenarios::theClientStaysSilent);
        if (generation == Generation.SECOND) {
            all.put("theServerStaysSilent", AckScenarios::theServerStaysSilent);
        }
    }

    private static void theServerAnswers(Bench bench) throws Exception {
        Socket socket = bench.connect();
        List<Object> answer = Bench.ask(socket, "echo back", "a", 1, new JSONObject("{\"b\":[null]}"));
        assertThat(Plain.of(answer)).isEqualTo(Plain.of(List.of("a", 1, new JSONObject("{\"b\":[null]}"))));
        assertThat(Bench.ask(socket, "echo back")).isEmpty();
    }

    private static void theServerAnswersWithBinary(Bench bench) throws Exception {
        Socket socket = bench.connect();
        List<Object> answer = Bench.ask(socket, "echo back", "bytes", new byte[] {1, 2, 3});
        assertThat(Plain.of(answer)).isEqualTo(List.of("bytes", "bytes:010203"));
    }

    private static void answersFindTheirQuestions(Bench bench) throws Exception {
        Socket socket = bench.connect();
        List<CompletableFuture<Object>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Object> answer = new CompletableFuture<>();
            answers.add(answer);
            socket.emit("echo back", new Object[] {i}, (Ack) args -> answer.complete(args[0]));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(Bench.within(answers.get(i))).isEqualTo(i);
        }
    }

    private static void theClientAnswers(Bench bench) throws Exception {
        assertThat(answered(bench, "how much?", "this much")).containsExactly("this much");
    }

    private static void theClientAnswersWithBinary(Bench bench) throws Exception {
        assertThat(Plain.of(answered(bench, new byte[] {6}, new byte[] {4, 5}))).isEqualTo(List.of("bytes:0405"));
    }

    private static List<Object> answered(Bench bench, Object question, Object answer) throws Exception {
        Socket socket = bench.connect();
        CompletableFuture<List<Object>> asked = new CompletableFuture<>();
        socket.on("question", args -> {
            asked.complete(Arrays.asList(args[0]));
            ((Ack) args[args.length - 1]).call(answer);
        });
        CompletableFuture<List<Object>> outcome = Bench.next(socket, "answered");
        socket.emit("ask me", question);
        assertThat(Plain.of(Bench.within(asked))).isEqualTo(Plain.of(Arrays.asList(question)));
        return Bench.within(outcome);
    }

    private static void theClientStaysSilent(Bench bench) throws Exception {
        Socket socket = bench.connect();
        CompletableFuture<List<Object>> outcome = Bench.next(socket, "unanswered");
        socket.emit("ask me in vain", 100);
        assertThat(Bench.within(outcome)).isEmpty();
        assertThat(socket.connected()).isTrue();
    }

    private static void theServerStaysSilent(Bench bench) throws Exception {
        Socket socket = bench.connect();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        socket.emit("say nothing", new Object[0], new AckWithTimeout(100) {
            @Override
            public void onSuccess(Object... args) {
                outcome.complete("answered");
            }

            @Override
            public void onTimeout() {
                outcome.complete("timed out");
            }
        });
        assertThat(Bench.within(outcome)).isEqualTo("timed out");
        assertThat(Bench.ask(socket, "echo back", "still there")).containsExactly("still there");
    }
}
