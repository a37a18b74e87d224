package dev.socketwire.interop.faults;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends clients of all kinds to a server, and compares their books with its own. */
final class Audit {
    /** Raw clients that are there at a time. */
    private static final int AT_A_TIME = 16;

    /** Most change the transport. */
    private static final List<Way> WAYS =
            List.of(Way.UPGRADE, Way.WEBSOCKET, Way.UPGRADE, Way.POLLING, Way.UPGRADE, Way.UPGRADE);

    private final int port;
    private final Bank bank;
    private final int events;

    /**
     * Of a server.
     *
     * @param events how many each client sends and gets
     */
    Audit(int port, Bank bank, int events) {
        this.port = port;
        this.bank = bank;
        this.events = events;
    }

    /**
     * What was found: of the raw clients, and of the stock ones.
     *
     * @param slowest the longest that a raw client has waited for the answer to its handshake, while others were busy
     */
    record Result(Findings raw, Findings stock, int openAcks, int failedAcks, Duration slowest) {
        Findings all() {
            return raw.plus(stock);
        }
    }

    /** Has raw clients and, beside them, stock ones come and settle everything. */
    Result run(int rawClients, int stockClients) throws InterruptedException, ExecutionException {
        List<StockBooks.Order> orders = new ArrayList<>();
        for (int i = 0; i < stockClients; i++) {
            orders.add(new StockBooks.Order(rawClients + i, port, WAYS.get(i % WAYS.size())));
        }
        try (Program stock = StockBooks.start(orders, events)) {
            CompletableFuture<List<StockBooks>> printed = CompletableFuture.supplyAsync(
                    () -> stock.readAll().stream().map(StockBooks::read).toList());
            List<LedgerClient> raw = raw(rawClients);
            return compare(raw, printed.get());
        }
    }

    private List<LedgerClient> raw(int clients) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<LedgerClient>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                LedgerClient client = new LedgerClient(port, WAYS.get(i % WAYS.size()), new Teller(i, events));
                all.add(threads.submit(client::run, client));
            }
            List<LedgerClient> done = new ArrayList<>();
            for (Future<LedgerClient> one : all) {
                done.add(one.get());
            }
            return done;
        } finally {
            threads.shutdownNow();
        }
    }

    private Result compare(List<LedgerClient> clients, List<StockBooks> stock) {
        Findings raw = Findings.NONE;
        int open = 0;
        int failed = 0;
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < clients.size(); i++) {
            Account account = bank.account(i);
            Teller teller = clients.get(i).teller();
            Duration handshake = clients.get(i).handshake();
            slowest = handshake.compareTo(slowest) > 0 ? handshake : slowest;
            raw = raw.plus(account.up().compare(teller.sent()))
                    .plus(teller.down().compare(account.sent()));
            open += account.openRequests() + teller.wrongAnswers();
            failed += account.failedRequests();
        }
        Findings all = Findings.NONE;
        for (StockBooks books : stock) {
            Account account = bank.account(books.client());
            all = all.plus(account.up().compare(books.sent()))
                    .plus(books.downBook().compare(account.sent()));
            open += account.openRequests() + books.openAcks();
            failed += account.failedRequests() + books.failed();
        }
        return new Result(raw, all, open, failed, slowest);
    }
}
