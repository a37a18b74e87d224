package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.Way;
import dev.socketwire.interop.security.Siege;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.FaultyLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that stand still, on either side, and garbage that is collected in the midst of everything. */
class ProcessFaultsTest {
    /** How long clients stand still; {@code -Dfaults.stopSeconds=30} for as long as the issue asks. */
    private static final Duration STOP = Duration.ofSeconds(Integer.getInteger("faults.stopSeconds", 2));

    private static final List<Way> WAYS = List.of(Way.values());

    @RegisterExtension
    final Siege siege = new Siege();

    /** Ping interval and timeout are 45 s together: whoever is back in time has missed nothing. */
    @Test
    void clientsThatStandStillForAWhileMissNothing() {
        int events = 2_500;
        Bank bank = Bank.of(siege.start(options -> options), events);
        try (Program clients = StockBooks.start(orders(), events, "--patience", "90000")) {
            awaitInTheMidst(bank);
            Signal.STOP.to(clients);
            pass(STOP);
            siege.assertOthersAreServed("while others stand still");
            int before = bank.account(1).up().count();
            assertThat(before).as("not over before it stood still").isLessThan(events);
            Signal.CONT.to(clients);
            for (StockBooks books : read(clients)) {
                Account account = bank.account(books.client());
                assertThat(books.end()).isEqualTo("settled");
                assertThat(account.up().compare(books.sent()).isPerfect()).isTrue();
                assertThat(books.downBook().compare(account.sent()).isPerfect()).isTrue();
                assertThat(account.openRequests()).isZero();
            }
        }
    }

    /** Whoever stands still for longer than the heartbeat allows is gone, once, and what he had is a prefix. */
    @Test
    void clientsThatStandStillForTooLongAreGone() {
        int events = 2_500;
        SocketIoServer io = siege.start(
                options -> options.pingInterval(Duration.ofMillis(300)).pingTimeout(Duration.ofMillis(1_500)));
        Bank bank = Bank.of(io, events);
        try (Program clients = StockBooks.start(orders(), events, "--patience", "5000")) {
            awaitInTheMidst(bank);
            Signal.STOP.to(clients);
            await().atMost(Duration.ofSeconds(30)).until(() -> io.sessionCount() == 1);
            siege.assertOthersAreServed("while others are gone");
            Signal.CONT.to(clients);
            for (StockBooks books : read(clients)) {
                Account account = bank.account(books.client());
                assertThat(account.ends()).isOne();
                assertThat(account.openRequests()).isZero();
                assertThat(books.openAcks()).isZero();
                assertThat(account.up().compare(books.sent()).isPrefix()).isTrue();
                assertThat(books.downBook().compare(account.sent()).isPrefix()).isTrue();
            }
        }
    }

    /**
     * To it its clock has jumped: everything that waits for its time is due at once. Whoever was asked before and has answered
     * meanwhile did so in time.
     */
    @Test
    void aServerThatStandsStillLosesNobody() {
        Duration interval = Duration.ofMillis(400);
        Duration timeout = Duration.ofMillis(2_500);
        Duration stop = interval.plus(timeout).plusMillis(400);
        List<Pulse> clients = new ArrayList<>();
        try (Program server = LittleServer.start("true", interval, timeout);
                FaultyLine line = FaultyLine.to(LittleServer.portOf(server))) {
            for (int i = 0; i < 10; i++) {
                clients.add(Pulse.ofWebSocket(line.port()));
                clients.add(Pulse.ofPolling(line.port()));
            }
            // At any time some pings and pongs are under way.
            line.toServer().latency(Duration.ofMillis(150));
            line.toClient().latency(Duration.ofMillis(150));
            assertAllGoOn(clients);
            for (int i = 0; i < 2; i++) {
                Signal.STOP.to(server);
                pass(STOP.compareTo(stop) > 0 ? STOP : stop);
                Signal.CONT.to(server);
                assertAllGoOn(clients);
            }
            line.heal();
            clients.forEach(Pulse::close);
        }
    }

    private static void assertAllGoOn(List<Pulse> clients) {
        List<Integer> before = clients.stream().map(Pulse::pings).toList();
        for (int client = 0; client < clients.size(); client++) {
            Pulse pulse = clients.get(client);
            int beats = before.get(client) + 2;
            await().atMost(Duration.ofSeconds(30)).until(() -> pulse.end() != null || pulse.pings() >= beats);
            assertThat(pulse.end()).as("the end of client %s", client).isNull();
        }
    }

    @Test
    void garbageIsCollectedWhileEventsAreUnderWay() throws Exception {
        int events = 400;
        AtomicBoolean over = new AtomicBoolean();
        Bank bank = Bank.of(siege.start(options -> options), events);
        CompletableFuture<Void> collecting = CompletableFuture.runAsync(
                () -> await().forever().pollInterval(Duration.ofMillis(50)).until(() -> {
                    System.gc();
                    return over.get();
                }));
        try {
            Audit.Result result = new Audit(siege.port(), bank, events).run(12, 3);
            assertThat(result.all().isPerfect()).as("%s", result).isTrue();
            assertThat(result.all().sent()).isEqualTo(2L * 15 * events);
            assertThat(result.failedAcks()).isZero();
        } finally {
            over.set(true);
            collecting.join();
        }
    }

    /** All have begun, and none has had the time to end. */
    private void awaitInTheMidst(Bank bank) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> orders().stream()
                        .allMatch(order -> bank.account(order.client()).up().count() > Account.WINDOW));
    }

    private List<StockBooks.Order> orders() {
        return IntStream.range(0, WAYS.size())
                .mapToObj(client -> new StockBooks.Order(client, siege.port(), WAYS.get(client)))
                .toList();
    }

    private static List<StockBooks> read(Program clients) {
        List<StockBooks> all = clients.readAll().stream().map(StockBooks::read).toList();
        assertThat(all).hasSameSizeAs(WAYS);
        return all;
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
