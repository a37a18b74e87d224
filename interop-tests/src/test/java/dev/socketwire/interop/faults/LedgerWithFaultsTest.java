package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.Way;
import dev.socketwire.interop.security.Siege;
import dev.socketwire.testkit.FaultyLine;
import dev.socketwire.testkit.LineFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every fault in both directions, on every transport and during the upgrade, with stock clients: all at the same time, each on a
 * line of its own.
 */
class LedgerWithFaultsTest {
    private static final int EVENTS = 150;

    /** Where something breaks: in the midst of the events, or between the first byte of an upgrade and its last. */
    private static final List<Integer> IN_THE_MIDST = List.of(7_000);

    private static final List<Integer> DURING_THE_UPGRADE = List.of(700, 1_500, 2_200, 3_000);

    @RegisterExtension
    final Siege siege = new Siege();

    private final List<Case> plan = new ArrayList<>();
    private final List<FaultyLine> lines = new ArrayList<>();

    /** One client on a line of its own. */
    private record Case(int client, Fault fault, boolean upwards, Way way, int at) {
        @Override
        public String toString() {
            return fault + (upwards ? " to the server, " : " to the client, ") + way + ", at byte " + at;
        }
    }

    @AfterEach
    void hangUp() {
        lines.forEach(FaultyLine::close);
    }

    /** A line that is slow, however slow, ends nobody while its bytes come in time. */
    @Test
    void onASlowLineNothingIsLost() throws Exception {
        Stream.of(Fault.values()).filter(Fault::isHarmless).forEach(this::prepare);
        run(Duration.ofSeconds(10));
    }

    @Test
    void onALineThatBreaksAPrefixArrivesAndEveryAcknowledgementEndsOnce() throws Exception {
        Stream.of(Fault.values()).filter(fault -> !fault.isHarmless()).forEach(this::prepare);
        run(Duration.ofSeconds(3));
    }

    private void prepare(Fault fault) {
        for (Way way : Way.values()) {
            for (int at : places(fault, way)) {
                plan.add(new Case(plan.size(), fault, true, way, at));
                plan.add(new Case(plan.size(), fault, false, way, at));
            }
        }
    }

    /** A stock client whose upgrade is given up while it waits for its last poll does nothing any more: it has the same time. */
    private void run(Duration timeout) throws Exception {
        Bank bank = Bank.of(
                siege.start(options -> options.pingInterval(Duration.ofSeconds(1))
                        .pingTimeout(timeout)
                        .upgradeTimeout(timeout)),
                EVENTS);
        List<StockBooks.Order> orders = plan.stream()
                .map(one -> new StockBooks.Order(one.client, lineOf(one).port(), one.way))
                .toList();
        SoftAssertions soft = new SoftAssertions();
        String patience = String.valueOf(timeout.plusSeconds(2).toMillis());
        try (Program clients = StockBooks.start(orders, EVENTS, "--linger", "500", "--patience", patience)) {
            List<StockBooks> all =
                    clients.readAll().stream().map(StockBooks::read).toList();
            assertThat(all).hasSameSizeAs(plan);
            for (StockBooks books : all) {
                // What the server has not noticed yet it will by the heartbeat.
                Account account = bank.account(books.client());
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(account.openRequests())
                                .as("open requests: %s", plan.get(books.client()))
                                .isZero());
                check(soft, plan.get(books.client()), account, books);
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> siege.io().sessionCount() == 1);
        for (Case one : plan) {
            soft.assertThat(bank.account(one.client).ends()).as("ends: %s", one).isLessThanOrEqualTo(1);
        }
        soft.assertAll();
    }

    private FaultyLine lineOf(Case one) {
        FaultyLine line = FaultyLine.to(siege.port());
        lines.add(line);
        LineFaults direction = one.upwards ? line.toServer() : line.toClient();
        if (one.at == 0) {
            one.fault.befall(direction);
        } else {
            direction.after(one.at, () -> one.fault.befall(direction));
        }
        return line;
    }

    private static List<Integer> places(Fault fault, Way way) {
        if (fault.isHarmless()) {
            return List.of(0);
        }
        return way == Way.UPGRADE ? DURING_THE_UPGRADE : IN_THE_MIDST;
    }

    private static void check(SoftAssertions soft, Case one, Account account, StockBooks books) {
        Findings up = account.up().compare(books.sent());
        Findings down = books.downBook().compare(account.sent());
        String what = one + ", " + books.end() + ", up " + up + ", down " + down;
        soft.assertThat(books.openAcks()).as("acknowledgements: %s", what).isZero();
        if (one.fault.isHarmless()) {
            soft.assertThat(books.end()).as(what).isEqualTo("settled");
            soft.assertThat(up.isPerfect() && down.isPerfect()).as(what).isTrue();
            soft.assertThat(books.failed() + account.failedRequests()).as(what).isZero();
        } else {
            soft.assertThat(up.isPrefix() && down.isPrefix()).as(what).isTrue();
            soft.assertThat(books.end().equals("settled") && !(up.isPerfect() && down.isPerfect()))
                    .as(what)
                    .isFalse();
        }
    }
}
