package dev.socketwire.interop.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.Way;
import dev.socketwire.interop.security.Siege;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.testkit.FaultyLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Lines that break at random, with connection state recovery: what the server sends arrives once and in order. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RecoveryLedgerTest {
    /** How often lines break; {@code -Drecovery.cuts=5000} for the full ledger. */
    private static final int CUTS = Integer.getInteger("recovery.cuts", 160);

    private static final int CLIENTS = 8;

    /** Of the stock clients; a line of a few breaks takes a second, for they wait before they come back. */
    private static final int STOCK_BREAKS = Math.max(5, CUTS / 50);

    private static final Duration LIMIT = Duration.ofSeconds(60 + CUTS / 5);

    @RegisterExtension
    final Siege siege = new Siege();

    private final List<FaultyLine> lines = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SocketIoServer io;
    private Bank bank;

    @BeforeEach
    void start() {
        io = siege.start(options -> options.connectionStateRecovery(ConnectionStateRecovery.defaults())
                .pingInterval(Duration.ofSeconds(2))
                .pingTimeout(Duration.ofSeconds(3)));
        bank = new Bank(io);
    }

    @AfterEach
    void hangUp() {
        threads.shutdownNow();
        lines.forEach(FaultyLine::close);
        // Those of which nobody has noticed that they are dead end by the heartbeat.
        await().atMost(Duration.ofSeconds(20)).until(() -> io.sessionCount() == 1);
    }

    @Test
    void nothingIsLostOrDoubledOverManyCuts() throws Exception {
        List<ReturningClient> clients = new ArrayList<>();
        List<Future<Book>> books = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            ReturningClient client = new ReturningClient(i, line(), bank.account(i), CUTS / CLIENTS);
            clients.add(client);
            books.add(threads.submit(client));
        }
        int breaks = 0;
        int events = 0;
        int back = 0;
        for (int i = 0; i < CLIENTS; i++) {
            Book down = books.get(i).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            Account account = bank.account(i);
            assertThat(down).satisfies(book -> assertPerfect(book, account.sent()));
            // What the client has sent may be lost, and is not doubled.
            assertThat(account.wrong()).isZero();
            assertThat(account.anew()).isZero();
            breaks += clients.get(i).breaks();
            events += account.sent();
            back += account.back();
        }
        System.out.println("recovery ledger: " + breaks + " breaks, " + back + " times back, " + events
                + " events, none lost, none doubled");
        assertThat(io.stats().refused(SocketRefusal.RECOVERY_REFUSED)).isZero();
        assertThat(breaks).isGreaterThanOrEqualTo(CUTS / CLIENTS * CLIENTS);
    }

    /** Of each way one whose line breaks, and one that ends its own transport. */
    @Test
    void stockClientsMissNothing() throws Exception {
        List<String> orders = new ArrayList<>();
        for (Way way : Way.values()) {
            FaultyLine line = line();
            breakAgainAndAgain(line, new SplittableRandom(orders.size()));
            orders.add(orders.size() + ":" + line.port() + ":" + way + ":line");
            orders.add(orders.size() + ":" + siege.port() + ":" + way + ":itself");
        }
        for (int i = 0; i < orders.size(); i++) {
            Account account = bank.account(i);
            account.until(() -> account.back() >= STOCK_BREAKS);
        }
        List<String> command = List.of("node", "recovery-ledger.mjs", "--orders", String.join(",", orders));
        try (Program stock = Program.start(Path.of(System.getProperty("interop.npm")), command, LIMIT)) {
            List<String> printed = stock.readAll();
            assertThat(printed.size()).isEqualTo(orders.size());
            for (String one : printed) {
                StockBook book = JsonMapper.shared().readValue(one, StockBook.class);
                Account account = bank.account(book.client);
                assertThat(book.book()).satisfies(down -> assertPerfect(down, account.sent()));
                assertThat(account.anew()).isZero();
                assertThat(account.back()).isGreaterThanOrEqualTo(STOCK_BREAKS);
                System.out.println("recovery ledger, stock client " + orders.get(book.client) + ": " + account.back()
                        + " times back, " + account.sent() + " events");
            }
        }
        assertThat(io.stats().refused(SocketRefusal.RECOVERY_REFUSED)).isZero();
    }

    private static void assertPerfect(Book book, int sent) {
        assertThat(book.wrong()).as("%s", book).isZero();
        assertThat(book.gaps()).as("%s", book).isZero();
        assertThat(book.count()).as("%s", book).isEqualTo(sent);
    }

    /** Not before it has been there: a secret that it was never told it cannot bring. */
    private static void breakAgainAndAgain(FaultyLine line, SplittableRandom random) {
        line.toClient().after(4_000 + random.nextInt(20_000), () -> {
            if (random.nextBoolean()) {
                line.reset();
            } else {
                line.toServer().halfClose();
                line.toClient().halfClose();
            }
            breakAgainAndAgain(line, random);
        });
    }

    private FaultyLine line() {
        FaultyLine line = FaultyLine.to(siege.port());
        lines.add(line);
        return line;
    }

    /** What a stock client has, in the order of coming. */
    private record StockBook(int client, List<Numbered> down, int wrong) {
        Book book() {
            Book book = new Book(client, Numbered.DOWN);
            down.forEach(book::enter);
            for (int i = 0; i < wrong; i++) {
                book.spoiled();
            }
            return book;
        }
    }
}
