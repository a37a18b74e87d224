package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.interop.Way;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.FaultyLine;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Events of a stock client and to it: who hears them, how large they may be, and what may be dropped. */
class TrafficStockTest {
    /** How many events are to be dropped. */
    private static final int DROPS = 50;

    /** A few hundred of these fill all buffers between a server and a client that takes nothing. */
    private static final String PAGE = "x".repeat(40_000);

    private final Queue<String> account = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void everyKindOfListenerHearsWhatItIsFor(Way way) {
        try (SocketIoServer io =
                StockScene.server(options -> options.onError((id, event, error) -> account.add("hook " + event)))) {
            io.onConnection(this::listen);
            JsonNode seen = StockScene.play("traffic.listeners", way, io);
            assertThat(seen.get("account").valueStream().map(JsonNode::asString))
                    .containsExactly(
                            "first once",
                            "then once",
                            "use once",
                            "once 1",
                            "first once",
                            "then once",
                            "use once",
                            "first off",
                            "then off",
                            "use off",
                            "first unheard",
                            "then unheard",
                            "use unheard",
                            "first message",
                            "then message",
                            "use message",
                            "said by send",
                            "first secret",
                            "then secret",
                            "use secret",
                            "error not for you",
                            "first account",
                            "then account",
                            "use account");
            assertThat(seen.get("refused").asString()).isEqualTo("operation has timed out");
            assertThat(seen.get("answer")).hasToString("[\"heard\",7]");
            await().until(() -> account.contains("gone"));
            assertThat(account).endsWith("sent message [heard, 7]", "going from the room", "gone");
        }
    }

    private void listen(Socket socket) {
        EventListener.Any never = (event, args) -> account.add("never");
        socket.onAny((event, args) -> account.add("then " + event));
        socket.onAny(never);
        socket.prependAny((event, args) -> account.add("first " + event));
        socket.offAny(never);
        socket.onAnyOutgoing((event, args) -> account.add("sent " + event + " " + args));
        socket.use((event, args) -> {
            account.add("use " + event);
            if (event.equals("secret")) {
                throw new IllegalAccessException("not for you");
            }
        });
        socket.onError(error -> account.add("error " + error.getMessage()));
        socket.once("once", Integer.class, number -> account.add("once " + number));
        EventListener.One<Integer> off = number -> account.add("off");
        socket.on("off", Integer.class, off);
        socket.off("off", off);
        socket.onRequest("secret", args -> account.add("secret"));
        socket.on("message", String.class, By.class, (text, from) -> account.add(text + " by " + from.by()));
        socket.onRequest("account", args -> {
            List<String> now = List.copyOf(account);
            socket.send("heard", 7);
            return now;
        });
        socket.join("the room");
        socket.onDisconnecting(
                reason -> account.add(socket.rooms().contains("the room") ? "going from the room" : "going"));
        socket.onDisconnect(reason -> account.add("gone"));
    }

    @ParameterizedTest
    @EnumSource
    void aClientKeepsToWhatIsTakenAndIsPutOutAboveIt(Way way) {
        AtomicInteger pieces = new AtomicInteger();
        try (SocketIoServer io = StockScene.server(options -> options.maxHttpBufferSize(1_000))) {
            io.onConnection(socket -> {
                socket.on("piece", String.class, piece -> pieces.incrementAndGet());
                socket.onRequest("pieces", args -> pieces.get());
            });
            JsonNode seen = StockScene.play("traffic.moreThanIsTaken", way, io);
            assertThat(seen.get("maxPayload").asInt()).isEqualTo(1_000);
            assertThat(seen.get("pieces").asInt()).isEqualTo(30);
            assertThat(seen.get("reason").asString())
                    .isEqualTo(way.usesWebSocket() ? "transport close" : "transport error");
            assertThat(seen.get("why").asInt()).isEqualTo(way.usesWebSocket() ? 1009 : 413);
            assertThat(pieces).hasValue(30);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayBeDroppedIsDroppedForABusyClientAlone(Way way) {
        AtomicInteger sent = new AtomicInteger();
        try (SocketIoServer io = StockScene.server(options -> options);
                FaultyLine line = FaultyLine.to(io.port())) {
            io.onConnection(socket -> socket.on("ready", args -> {
                socket.onDrain(() -> account.add("drain"));
                sent.set(talkToOneWhoIsBusy(io, socket, line));
            }));
            JsonNode seen = StockScene.play("traffic.whileBusy", way, line.port());
            List<Integer> numbers = seen.valueStream().map(JsonNode::asInt).toList();
            assertThat(numbers).startsWith(0, 1).isSorted().doesNotHaveDuplicates();
            long dropped = io.stats().engine().dropped();
            assertThat(dropped).isGreaterThanOrEqualTo(DROPS);
            assertThat(numbers.size() + dropped).isEqualTo(sent.get());
            assertThat(account).contains("drain");
        }
    }

    /** The first two go to a client that takes them, the others to one that takes nothing; half of them by its room. */
    private static int talkToOneWhoIsBusy(SocketIoServer io, Socket socket, FaultyLine line) {
        await().until(socket::isWritable);
        socket.dropIfBusy().emit("n", 0, "");
        await().until(socket::isWritable);
        io.to(socket.id()).dropIfBusy().emit("n", 1, "");
        await().until(socket::isWritable);
        line.toClient().blackHole(true);
        do {
            socket.emit("filling", PAGE);
        } while (takesMore(socket));
        int n = 2;
        while (io.stats().engine().dropped() < DROPS && n < 10 * DROPS) {
            Emitting to =
                    n % 2 == 0 ? socket.dropIfBusy()::emit : io.to(socket.id()).dropIfBusy()::emit;
            to.emit("n", n++);
        }
        line.heal();
        socket.emit("end");
        return n;
    }

    /** Whether a socket can be sent to now, or in a moment, when what was sent is written. */
    private static boolean takesMore(Socket socket) {
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofMillis(500))
                    .until(socket::isWritable);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** A view that sends, of one socket or of many. */
    private interface Emitting {
        void emit(String event, Object... arguments);
    }

    /** How something was sent. */
    record By(String by) {}
}
