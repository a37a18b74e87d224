package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every stock client: each scenario that it has, over every way. */
@TestMethodOrder(OrderAnnotation.class)
class StockClientsTest {
    private static final Matrix MATRIX = new Matrix();

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    @Order(1)
    @Timeout(240)
    void passesEveryScenario(StockClient client) {
        // Much of a scenario is waiting: the ways go side by side, each with a server of its own.
        ExecutorService ways = Executors.newFixedThreadPool(Way.values().length);
        try {
            List<CompletableFuture<Void>> cells = Stream.of(Way.values())
                    .map(way -> CompletableFuture.runAsync(() -> run(client, way), ways))
                    .toList();
            cells.forEach(CompletableFuture::join);
        } finally {
            ways.shutdownNow();
        }
        assertThat(MATRIX.failures(client.name())).isEmpty();
    }

    @Test
    @Order(2)
    void thePageSaysWhatWasRun() throws IOException {
        // The reference proves the scenarios; the page speaks of us.
        if (!ServerUnderTest.isReference()) {
            CompatibilityPage.expect(MATRIX);
        }
    }

    @AfterAll
    static void report() throws IOException {
        MATRIX.report();
    }

    static List<StockClient> clients() {
        return StockClients.chosen();
    }

    private static void run(StockClient client, Way way) {
        try (ServerUnderTest server = ServerUnderTest.start()) {
            MATRIX.note(client.name(), way, client.run(server, way));
        }
    }
}
