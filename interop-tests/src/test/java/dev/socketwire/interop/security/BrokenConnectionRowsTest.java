package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.IoTransport;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row C7: connections that break, in every state and in every way, on each kind of loop. */
class BrokenConnectionRowsTest {
    /** What one loop may work in a time in which nothing happens: 5 %. */
    private static final int IDLE_SHARE = 20;

    /** Connections of each state and way at most, however many rounds are asked for: all are there at once. */
    private static final int MOST = 200;

    private static final List<BrokenConnection.End> ENDS = List.of(BrokenConnection.End.values());

    @RegisterExtension
    final Siege siege = new Siege();

    @ParameterizedTest
    @Row("C7")
    @EnumSource(
            value = IoTransport.class,
            names = {"EPOLL", "NIO"})
    void aConnectionThatBreaksInAnyStateIsGone(IoTransport loops) {
        Queue<String> joined = new ConcurrentLinkedQueue<>();
        siege.onConnection(socket -> joined.add(socket.id()));
        // Enough for those who come first to be there still when all are.
        SocketIoServer io = siege.start(options ->
                options.io(loops).pingInterval(Duration.ofMillis(500)).pingTimeout(Duration.ofSeconds(4)));
        String bystander = siege.bystander().id();
        List<BrokenConnection> crowd = new ArrayList<>();
        try (RawHttp polling = RawHttp.connect(siege.port())) {
            int each = Math.min(MOST, Rounds.of(2));
            for (BrokenConnection.State state : BrokenConnection.State.values()) {
                for (int i = 0; i < each * ENDS.size(); i++) {
                    crowd.add(siege.closing(BrokenConnection.in(state, siege.port(), polling)));
                }
            }
        }
        siege.awaitRead();
        for (int i = 0; i < crowd.size(); i++) {
            crowd.get(i).end(ENDS.get(i % ENDS.size()));
        }
        // One ping cycle: who polls and whose WebSocket broke while it was probing is missed no sooner.
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(io.sessionCount()).as("sessions").isOne();
            assertThat(OpenChannels.of(io.port())).as("channels").isOne();
        });
        siege.assertOthersAreServed("while none is closed on our side");
        joined.remove(bystander);
        assertThat(joined).hasSizeGreaterThan(crowd.size() / 2);
        await().untilAsserted(() ->
                assertThat(joined).allSatisfy(id -> assertThat(siege.ends(id)).hasSize(1)));
        assertNothingSpins();
    }

    private static void assertNothingSpins() {
        Duration time = Duration.ofSeconds(2);
        Duration before = Cpu.ofLoops();
        await().during(time).atMost(time.multipliedBy(2)).until(() -> true);
        int loops = Runtime.getRuntime().availableProcessors();
        assertThat(Cpu.ofLoops().minus(before))
                .as("work of " + loops + " idle loops")
                .isLessThan(time.multipliedBy(loops).dividedBy(IDLE_SHARE));
    }
}
