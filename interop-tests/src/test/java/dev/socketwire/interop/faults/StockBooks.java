package dev.socketwire.interop.faults;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The books of a stock client, as {@code ledger.mjs} prints them when it has ended.
 *
 * @param client its number
 * @param sent events that it has sent
 * @param asked those of them that asked for an answer
 * @param answered acknowledgements that brought one
 * @param failed acknowledgements that ended without
 * @param down the numbers of the events that came, in the order of coming, those that were damaged as -1
 * @param end why it ended
 */
record StockBooks(int client, int sent, int asked, int answered, int failed, List<Integer> down, String end) {
    /** Full runs are long. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    /**
     * One of several that run in one program.
     *
     * @param client its number
     * @param port where it connects
     */
    record Order(int client, int port, Way way) {}

    /** Starts stock clients of the newest version in one program; it prints a line for each. */
    static Program start(List<Order> orders, int events, String... more) {
        List<String> command = new ArrayList<>(List.of("node", "ledger.mjs", "--client", "4.8.4"));
        command.addAll(List.of("--window", String.valueOf(Account.WINDOW), "--events", String.valueOf(events)));
        command.addAll(List.of(
                "--orders",
                orders.stream()
                        .map(order -> order.client() + ":" + order.port() + ":" + order.way())
                        .collect(Collectors.joining(","))));
        command.addAll(List.of(more));
        return Program.start(Path.of(System.getProperty("interop.npm")), command, LIFE);
    }

    static StockBooks read(String line) {
        return JsonMapper.shared().readValue(line, StockBooks.class);
    }

    /** What has come, as a book of ours. */
    Book downBook() {
        Book book = new Book(client, Entry.DOWN);
        for (int number : down) {
            book.enter(Entry.of(client, Entry.DOWN, number));
        }
        return book;
    }

    /** Acknowledgements that have not ended; below 0 where one ended twice. */
    int openAcks() {
        return asked - answered - failed;
    }
}
