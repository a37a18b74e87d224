package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketIoServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of those who come back, or say that they do. */
class RecoveryRowsTest {
    private static final Pattern PID = Pattern.compile("\"pid\":\"([^\"]+)\"");

    @RegisterExtension
    final Siege siege = new Siege();

    private final Map<String, Boolean> recovered = new ConcurrentHashMap<>();

    @Test
    @Row("S5")
    void aPidServesOnceAndMadeUpOnesNever() {
        SocketIoServer io = start(ConnectionStateRecovery.defaults());
        io.of("/other");
        String pid = pidOfTheLost();
        String claimed = "{\"pid\":\"" + pid + "\"";
        for (String claim : List.of(
                "{\"pid\":\"" + pid.substring(1) + "\"}",
                "{\"pid\":[\"" + pid + "\"]}",
                "{\"pid\":null,\"offset\":null}",
                claimed + ",\"offset\":1}",
                claimed + ",\"offset\":{\"$gt\":\"\"}}",
                claimed + ",\"offset\":\"" + "z".repeat(10_000) + "\"}")) {
            assertThat(comesBack(pid, "40" + claim)).as(claim).isFalse();
        }
        assertThat(comesBack(pid, "40/other," + claimed + "}")).isFalse();
        Client first = siege.session();
        Client second = siege.session();
        first.send("40" + claimed + "}");
        second.send("40" + claimed + "}");
        List<String> pids = List.of(pid(first.read()), pid(second.read()));
        assertThat(pids).contains(pid);
        // Whoever has it last has it alone; who asks while it is being given gets another one.
        int sockets = pids.get(0).equals(pids.get(1)) ? 2 : 3;
        await().until(() -> io.of("/").socketCount() == sockets);
        // Of an offset that was never told nobody can say what is missing: the pid is gone with it.
        String other = pidOfTheLost();
        for (String offset : List.of("", ".", "-1", "aaaaaa.1", "aaaaaa.-1", "aaaaaa.99999999999999999999")) {
            assertThat(comesBack(other, "40{\"pid\":\"" + other + "\",\"offset\":\"" + offset + "\"}"))
                    .as(offset)
                    .isFalse();
        }
    }

    @Test
    @Row("S5")
    void aPidThatIsTooOldIsWorthNothing() {
        start(ConnectionStateRecovery.defaults().withMaxDisconnectionDuration(Duration.ofMillis(200)));
        String pid = pidOfTheLost();
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        assertThat(comesBack(pid, "40{\"pid\":\"" + pid + "\"}")).isFalse();
    }

    @Test
    @Row("S5")
    void aPidEndsWithTheFarewellOfWhoCameBackWithIt() {
        SocketIoServer io = start(ConnectionStateRecovery.defaults());
        String pid = pidOfTheLost();
        Client back = siege.session();
        back.send("40{\"pid\":\"" + pid + "\"}");
        assertThat(pid(back.read())).isEqualTo(pid);
        back.send("41");
        await().until(() -> io.of("/").socketCount() == 1);
        assertThat(comesBack(pid, "40{\"pid\":\"" + pid + "\"}")).isFalse();
    }

    @Test
    @Row("S6")
    void whoMayNotComeAnyMoreHasNoWayBack() {
        SocketIoServer io = start(ConnectionStateRecovery.defaults());
        AtomicBoolean banned = new AtomicBoolean();
        io.use(connection -> {
            if (banned.get()) {
                throw new ConnectionRefused("banned");
            }
        });
        String pid = pidOfTheLost();
        banned.set(true);
        io.emit("secret");
        Client back = siege.session();
        back.send("40{\"pid\":\"" + pid + "\"}");
        assertThat(back.read()).isEqualTo("44{\"message\":\"banned\"}");
        banned.set(false);
        assertThat(comesBack(pid, "40{\"pid\":\"" + pid + "\"}")).isFalse();
    }

    @Test
    @Row("S7")
    void whoIsBackBeforeItsOldConnectionIsDeadEndsIt() {
        SocketIoServer io = start(ConnectionStateRecovery.defaults());
        Client stale = siege.session();
        stale.send("40");
        String answer = stale.read();
        String id = Client.sidOf(answer);
        Client back = siege.session();
        back.send("40{\"pid\":\"" + pid(answer) + "\"}");
        assertThat(Client.sidOf(back.read())).isEqualTo(id);
        siege.assertUnknown(stale.sid());
        assertThat(stale.readClose()).isEqualTo(1005);
        await().until(() -> Boolean.TRUE.equals(recovered.get(id)));
        assertThat(io.of("/").socketCount()).isEqualTo(2);
        io.to(id).emit("once");
        assertThat(back.read()).startsWith("42[\"once\",");
        io.to(id).emit("last");
        assertThat(back.read()).startsWith("42[\"last\",");
    }

    @Test
    @Row("M8")
    void whoComesAndGoesCostsNoMoreThanIsKept() {
        SocketIoServer io = start(ConnectionStateRecovery.defaults()
                .withMaxSessions(10)
                .withMaxPackets(1_000)
                .withMaxBytes(1_000_000));
        siege.io();
        for (int i = 0; i < 10; i++) {
            pidOfTheLost();
        }
        long heap = Heap.used();
        long direct = Heap.direct();
        String first = pidOfTheLost();
        for (int i = 0; i < 100; i++) {
            pidOfTheLost();
        }
        String page = "x".repeat(10_000);
        for (int i = 0; i < 2_000; i++) {
            io.to("nobody").emit("page", page);
        }
        assertThat(Heap.used() - heap).isLessThan(10_000_000);
        assertThat(Heap.direct() - direct).isLessThan(20_000_000);
        assertThat(comesBack(first, "40{\"pid\":\"" + first + "\"}")).isFalse();
    }

    private SocketIoServer start(ConnectionStateRecovery options) {
        SocketIoServer io = siege.start(builder -> builder.connectionStateRecovery(options));
        io.onConnection(socket -> recovered.put(socket.id(), socket.recovered()));
        return io;
    }

    /** The secret of a client whose connection broke. */
    private String pidOfTheLost() {
        String answer;
        try (Client client = Client.open(siege.port())) {
            client.send("40");
            answer = client.read();
        }
        String id = Client.sidOf(answer);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> siege.io().fetchSockets().join().stream()
                        .noneMatch(socket -> socket.id().equals(id)));
        return pid(answer);
    }

    /** Whether the answer names the secret that was brought: so it is the socket of before. */
    private boolean comesBack(String pid, String connect) {
        try (Client client = Client.open(siege.port())) {
            client.send(connect);
            return pid(client.read()).equals(pid);
        }
    }

    private static String pid(String answer) {
        Matcher matcher = PID.matcher(answer);
        assertThat(matcher.find()).as("a pid in %s", answer).isTrue();
        return matcher.group(1);
    }
}
