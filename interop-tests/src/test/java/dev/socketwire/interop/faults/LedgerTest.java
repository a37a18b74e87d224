package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.security.Siege;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A healthy network: clients of all kinds, most of which change the transport in the midst of their events. */
class LedgerTest {
    /** All events of all clients, both ways; {@code -Dledger.events=5000000} for the full ledger. */
    private static final int EVENTS = Integer.getInteger("ledger.events", 60_000);

    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    void nothingIsLostDoubledOrOutOfOrder() throws Exception {
        int each = EVENTS < 1_000_000 ? 500 : 5_000;
        Bank bank = Bank.of(siege.start(options -> options), each);
        int clients = EVENTS / each / 2;
        // One in ten is a stock client: many at a time are in one program.
        int stock = Math.max(3, clients / 10);
        Audit.Result result = new Audit(siege.port(), bank, each).run(clients - stock, stock);
        System.out.println("ledger, healthy: " + clients + " clients, " + result);
        assertThat(result.all().isPerfect()).as("%s", result).isTrue();
        assertThat(result.all().sent()).isEqualTo(2L * clients * each);
        assertThat(result.openAcks()).isZero();
        assertThat(result.failedAcks()).isZero();
    }
}
