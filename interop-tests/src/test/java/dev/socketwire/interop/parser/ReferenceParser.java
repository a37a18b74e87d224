package dev.socketwire.interop.parser;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The npm package {@code socket.io-parser} in a process of its own, which ends with its close or with this one. */
final class ReferenceParser implements AutoCloseable {
    /** Halves of surrogate pairs have no other way to Node.js. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private ReferenceParser(Process process) {
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * What the reference made of a question.
     *
     * @param decoded for each row of messages what each of them brought
     * @param encoded for each packet its messages
     */
    record Answer(List<List<@Nullable Object>> decoded, List<List<Message>> encoded) {}

    /** That of a stock client, named as in {@code package.json}. */
    static ReferenceParser of(String client) throws IOException {
        return new ReferenceParser(new ProcessBuilder("node", "parser.mjs", client)
                .directory(Path.of(System.getProperty("interop.npm")).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    @SuppressWarnings("unchecked") // parser.mjs says what is in it
    Answer ask(List<List<Message>> rows, List<Packet> packets) {
        try {
            questions.write(JSON.writeValueAsString(Map.of(
                    "decode",
                    rows.stream()
                            .map(row -> row.stream().map(Message::told).toList())
                            .toList(),
                    "encode",
                    packets.stream().map(Packet::inOrder).toList())));
            questions.newLine();
            questions.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the reference ended without an answer");
            }
            Map<String, List<?>> answer = JSON.readValue(line, Map.class);
            List<List<Object>> encoded = (List<List<Object>>) answer.getOrDefault("encoded", List.of());
            return new Answer(
                    (List<List<@Nullable Object>>) answer.getOrDefault("decoded", List.of()),
                    encoded.stream()
                            .map(row -> row.stream().map(Message::of).toList())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
