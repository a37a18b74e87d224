package dev.socketwire.socketio.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.codec.JsonCodec;
import dev.socketwire.socketio.codec.JsonLimits;
import dev.socketwire.socketio.lane.Lanes;
import dev.socketwire.socketio.spi.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The collector of answers, told by servers in whatever order. */
class BroadcastRequestTest {
    private final List<String> errors = new ArrayList<>();
    private final ServerContext context = new ServerContext(
            new ServerContext.Speech(
                    JsonCodec.of(JsonMapper.builder().build(), JsonLimits.forMessagesOf(1_000_000)),
                    Optional.empty(),
                    65_536),
            Lanes.inline(),
            new ServerContext.Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty()),
            NamespaceState.ALONE,
            (socketId, event, error) -> errors.add(socketId + " " + event + " " + error.getMessage()));
    private final BroadcastRequest<String> request = new BroadcastRequest<>(context, Runnable::run, "q", String.class);

    @Test
    void itIsDoneWhenAllServersAndAllTheirSocketsHaveSpoken() {
        request.asked(1, List.of("a"));
        assertThat(request.future()).isNotDone();
        request.answered(Optional.of("a"), json("[\"1\"]"));
        assertThat(request.future()).isNotDone();
        request.servers(2);
        assertThat(request.future()).isNotDone();
        request.asked(2, List.of("b", "c"));
        request.silent(Optional.of("b"));
        assertThat(request.future()).isNotDone();
        request.answered(Optional.of("c"), json("[\"2\"]"));
        AckReport<String> report = request.future().join();
        assertThat(report.answers()).containsExactly("1", "2");
        assertThat(report.silent()).containsExactly("b");
        assertThat(report.asked()).isEqualTo(3);
    }

    @Test
    void anAnswerMayComeBeforeItsServerHasSaidWhomItAsks() {
        request.servers(1);
        request.answered(Optional.of("a"), json("[]"));
        request.asked(1, List.of("a"));
        AckReport<String> report = request.future().join();
        assertThat(report.silent()).isEmpty();
        assertThat(report.answers()).hasSize(1).containsOnlyNulls();
    }

    @Test
    void whatIsToldTwiceCountsOnce() {
        request.servers(2);
        for (int i = 0; i < 2; i++) {
            request.asked(2, List.of("a", "b"));
            request.answered(Optional.of("a"), json("[\"1\"]"));
            request.silent(Optional.of("a"));
            request.silent(Optional.of("b"));
            request.answered(Optional.of("b"), json("[\"late\"]"));
        }
        assertThat(request.future()).isNotDone();
        request.asked(1, List.of("c"));
        assertThat(request.future()).isNotDone();
        request.answered(Optional.of("c"), json("[\"3\"]"));
        AckReport<String> report = request.future().join();
        assertThat(report.answers()).containsExactly("1", "3");
        assertThat(report.silent()).containsExactly("b");
        assertThat(report.asked()).isEqualTo(3);
    }

    @Test
    void nothingIsHeldWhileTheProgramIsTold() {
        List<Boolean> held = new ArrayList<>();
        for (boolean inTime : new boolean[] {true, false}) {
            BroadcastRequest<String> asking = new BroadcastRequest<>(context, Runnable::run, "q", String.class);
            CompletableFuture<Void> told = asking.future().thenAccept(report -> held.add(Thread.holdsLock(asking)));
            asking.asked(1, List.of("a"));
            if (inTime) {
                asking.servers(1);
                asking.silent(Optional.of("a"));
            } else {
                asking.begin(Duration.ofMillis(1));
            }
            told.join();
        }
        assertThat(held).containsExactly(false, false);
    }

    @Test
    void serversNeedNotTellIds() {
        request.servers(1);
        request.asked(3, List.of());
        request.answered(Optional.empty(), json("[\"1\"]"));
        request.silent(Optional.empty());
        request.answered(Optional.empty(), json("no json"));
        AckReport<String> report = request.future().join();
        assertThat(report.replies()).containsExactly(new AckReport.Reply<>(Optional.empty(), "1"));
        assertThat(report.silentSockets()).isEqualTo(2);
        assertThat(report.silent()).isEqualTo(Set.of());
        assertThat(errors).hasSize(1);
    }

    @Test
    void theTimeEndsItWhateverIsMissing() {
        request.asked(1, List.of("a"));
        request.begin(Duration.ofMillis(10));
        AckReport<String> report = request.future().join();
        assertThat(report.silent()).containsExactly("a");
        assertThat(report.silentServers())
                .as("nobody has said how many there are")
                .isOne();
        request.answered(Optional.of("a"), json("[\"late\"]"));
        assertThat(report.answers()).isEmpty();
    }

    @Test
    void answersTogetherAreLimited() {
        request.servers(1);
        request.asked(18, List.of());
        Payload big = json("[\"" + "x".repeat(1_000_000) + "\"]");
        for (int i = 0; i < 18; i++) {
            request.answered(Optional.empty(), big);
        }
        AckReport<String> report = request.future().join();
        assertThat(report.replies()).hasSize(16);
        assertThat(report.silentSockets()).isEqualTo(2);
        assertThat(errors)
                .containsExactly(" q answers of 17000068 bytes exceed 16777216: those that come later are not taken");
    }

    private static Payload json(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), List.of());
    }
}
