package dev.socketwire.interop.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.parser.Difference.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Packets of chance, written by either side and read by the other, and texts that are nearly right, read by both. A few thousand in
 * each build; {@code -Dparser.packets=100000} for many, {@code -Dparser.seed} for others.
 */
class ParserDifferencesTest {
    private static final int PACKETS = Integer.getInteger("parser.packets", 2_000);
    private static final long SEED = Long.getLong("parser.seed", 20_261_121);
    private static final int AT_ONCE = 250;

    /** More of the unexplained help nobody. */
    private static final int MOST_SHOWN = 20;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final PacketSource source = new PacketSource(random);
    private final Mutations mutations = new Mutations(random);
    private final Map<Difference, Integer> explained = new EnumMap<>(Difference.class);
    private final List<String> unexplained = new ArrayList<>();
    private int bothTake;
    private int bothRefuse;

    @Test
    void bothSidesReadAndWriteTheSame() throws IOException {
        try (ReferenceParser reference = ReferenceParser.of("client-4.8.4")) {
            for (int left = PACKETS; left > 0; left -= AT_ONCE) {
                round(reference, Math.min(left, AT_ONCE));
            }
        }
        System.out.printf(
                "%d packets each way; of as many rows of other messages both take %d, both refuse %d, and disagree: %s%n",
                PACKETS, bothTake, bothRefuse, explained);
        assertThat(unexplained.stream().limit(MOST_SHOWN)).as("not on the page").isEmpty();
        assertThat(bothTake).isGreaterThan(PACKETS / 20);
        assertThat(bothRefuse).isGreaterThan(PACKETS / 20);
    }

    @Test
    void oldClientsReadWhatWeWrite() throws IOException {
        List<Packet> packets = Stream.generate(source::ofServer)
                // Revision 4 has other words for who is let in and who is not.
                .filter(packet -> packet.type() != Packet.CONNECT && packet.type() != Packet.CONNECT_ERROR)
                .limit(AT_ONCE)
                .toList();
        try (ReferenceParser old = ReferenceParser.of("client-2.5.0")) {
            List<List<Message>> written =
                    packets.stream().map(OurParser::encode).toList();
            List<List<@Nullable Object>> read = old.ask(written, List.of()).decoded();
            for (int i = 0; i < AT_ONCE; i++) {
                assertThat(last(read.get(i)))
                        .as("%s", written.get(i))
                        .isEqualTo(packets.get(i).told());
            }
        }
    }

    @Test
    void everyDifferenceIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "differences.md"));
        assertThat(Stream.of(Difference.values()).map(Difference::subject))
                .allSatisfy(subject -> assertThat(page).contains("\n| " + subject + " | "));
    }

    private void round(ReferenceParser reference, int count) {
        List<Packet> ofServer = Stream.generate(source::ofServer).limit(count).toList();
        List<Packet> ofClient = Stream.generate(source::ofClient).limit(count).toList();
        List<List<Message>> written = ofServer.stream().map(OurParser::encode).toList();
        List<List<Message>> odd = written.stream().map(mutations::of).toList();
        List<List<Message>> rows = Stream.concat(written.stream(), odd.stream()).toList();

        ReferenceParser.Answer answer = reference.ask(
                rows, Stream.concat(ofClient.stream(), ofServer.stream()).toList());

        for (int i = 0; i < count; i++) {
            assertThat(last(answer.decoded().get(i)))
                    .as("%s", written.get(i))
                    .isEqualTo(ofServer.get(i).told());
            assertThat(answer.encoded().get(count + i)).isEqualTo(written.get(i));
            List<Message> theirs = answer.encoded().get(i);
            assertThat(last(OurParser.decode(theirs)))
                    .as("%s", theirs)
                    .isEqualTo(ofClient.get(i).told());
            compare(odd.get(i), answer.decoded().get(count + i));
        }
    }

    private void compare(List<Message> messages, List<@Nullable Object> theirs) {
        List<@Nullable Object> ours = OurParser.decode(messages);
        if (ours.equals(theirs)) {
            if ("refused".equals(last(ours))) {
                bothRefuse++;
            } else {
                bothTake++;
            }
            return;
        }
        int at = 0;
        while (at < ours.size()
                && at < theirs.size()
                && String.valueOf(ours.get(at)).equals(String.valueOf(theirs.get(at)))) {
            at++;
        }
        Object our = at < ours.size() ? ours.get(at) : null;
        Object their = at < theirs.size() ? theirs.get(at) : null;
        Verdict verdict =
                "refused".equals(our) ? Verdict.STRICTER : "refused".equals(their) ? Verdict.LAXER : Verdict.ANY;
        Optional<Difference> difference = verdict == Verdict.LAXER && isNeverHeard(ours, at)
                ? Optional.of(Difference.LATER)
                : Difference.of(textBefore(messages, at), verdict);
        difference.ifPresentOrElse(
                known -> explained.merge(known, 1, Integer::sum),
                () -> unexplained.add(messages + " is to us " + our + ", to the reference " + their));
    }

    /** Whether an event that the reference has refused already comes to nothing here, too. */
    private static boolean isNeverHeard(List<@Nullable Object> ours, int from) {
        return ours.subList(from, ours.size()).stream().allMatch(outcome -> outcome instanceof String);
    }

    /** The text that a message belongs to. */
    private static String textBefore(List<Message> messages, int at) {
        String text = "";
        for (Message message : messages.subList(0, at + 1)) {
            text = message.text() == null ? text : message.text();
        }
        return text;
    }

    private static @Nullable Object last(List<@Nullable Object> outcomes) {
        return outcomes.isEmpty() ? null : outcomes.get(outcomes.size() - 1);
    }
}
