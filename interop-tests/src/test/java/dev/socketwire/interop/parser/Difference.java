package dev.socketwire.interop.parser;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** What both sides may disagree on, each a row of docs/differences.md. */
enum Difference {
    LATER("JSON of an event with attachments", Verdict.LAXER, header -> false),
    TYPE("Type of a packet that is missing or white space", Verdict.STRICTER, header -> !header.isOf("0123456")),
    COUNT(
            "Number of attachments",
            Verdict.STRICTER,
            header -> header.isOf("56") && !header.count().matches("[0-9]{1,2}-")),
    NO_ATTACHMENTS(
            "Number of attachments",
            Verdict.LAXER,
            header -> header.isOf("56") && header.count().matches("00?-")),
    ERROR("CONNECT_ERROR of a client", Verdict.STRICTER, header -> header.isOf("4")),
    ID("Acknowledgement ids", Verdict.STRICTER, header -> !header.id().matches("[0-9]{0,16}") || exceeds(header.id())),
    ID_MISSING(
            "Acknowledgement ids",
            Verdict.STRICTER,
            header -> header.isOf("36") && header.id().isEmpty()),
    ID_OF_DISCONNECT(
            "Acknowledgement ids",
            Verdict.STRICTER,
            header -> header.isOf("1") && !header.id().isEmpty()),
    NAMESPACE(
            "Name of a namespace",
            Verdict.STRICTER,
            header -> header.namespace().getBytes(StandardCharsets.UTF_8).length > 256),
    NO_PAYLOAD(
            "Event without a payload (`42`)",
            Verdict.STRICTER,
            header -> header.isOf("25") && header.payload().isEmpty()),
    TWICE("A name that is there twice in an object", Verdict.STRICTER, header -> hasNameTwice(header.payload())),
    DEPTH("Nesting of JSON", Verdict.STRICTER, header -> header.payload().contains("[".repeat(90))),
    LONG_NUMBER("Numbers of JSON", Verdict.STRICTER, header -> header.payload().matches("(?s).*[0-9.]{995,}.*")),
    ENDLESS_NAME(
            "Numbers of JSON",
            Verdict.STRICTER,
            header -> header.payload().matches("(?s)\\[\\s*-?[0-9.]+[eE]\\+?[0-9]{3,}.*")),
    PLACEHOLDER(
            "Placeholders",
            Verdict.ANY,
            header -> header.isOf("56") && header.payload().contains("_placeholder"));

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonFactory PLAIN = JsonFactory.builder().build();
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final String subject;
    private final Verdict verdict;

    @SuppressWarnings("ImmutableEnumChecker") // holds nothing
    private final Predicate<Header> where;

    Difference(String subject, Verdict verdict, Predicate<Header> where) {
        this.subject = subject;
        this.verdict = verdict;
        this.where = where;
    }

    /** Who takes it. */
    enum Verdict {
        /** We refuse what the reference takes. */
        STRICTER,
        /** We take what the reference refuses. */
        LAXER,
        /** One of these, or both take it for different values. */
        ANY
    }

    /** The one that explains what became of a text. */
    static Optional<Difference> of(String text, Verdict verdict) {
        Header header = Header.of(text);
        return Stream.of(values())
                .filter(one -> one.verdict == verdict || one.verdict == Verdict.ANY)
                .filter(one -> one.where.test(header))
                .findFirst();
    }

    /** The first column of its row. */
    String subject() {
        return subject;
    }

    private static boolean exceeds(String id) {
        return DIGITS.matcher(id).matches() && Long.parseLong(id) >= 1L << 53;
    }

    private static boolean hasNameTwice(String json) {
        return reads(PLAIN, json) && !reads(STRICT, json);
    }

    private static boolean reads(JsonFactory factory, String json) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                // To the end.
            }
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }
}
