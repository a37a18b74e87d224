package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients whose connection broke and who begin anew, by limits, by middlewares or by what they say. */
@ParameterizedClass
@MethodSource("handlers")
class RecoveryRefusedTest {
    private final Handlers handlers;
    private RunningServer server;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    RecoveryRefusedTest(Handlers handlers) {
        this.handlers = handlers;
        server = start(ConnectionStateRecovery.defaults());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thereAreLimits() {
        server.close();
        server = start(ConnectionStateRecovery.defaults()
                .withMaxPackets(2)
                .withMaxSessions(1)
                .withMaxDisconnectionDuration(Duration.ofSeconds(30)));
        Memory forgotten = Memory.lost(server);
        Memory kept = Memory.lost(server);
        server.io.emit("e", 1);
        server.io.emit("e", 2);
        assertThat(comesBack(kept)).isTrue();
        assertThat(comesBack(forgotten)).isFalse();
        Memory late = Memory.lost(server);
        for (int i = 0; i < 3; i++) {
            server.io.emit("e", i);
        }
        assertThat(comesBack(late)).isFalse();
        server.close();
        server = start(ConnectionStateRecovery.defaults().withMaxBytes(50));
        Memory big = Memory.lost(server);
        server.io.emit("e", "x".repeat(100));
        assertThat(comesBack(big)).isFalse();
        server.close();
        server = start(ConnectionStateRecovery.defaults().withMaxDisconnectionDuration(Duration.ofMillis(1)));
        Memory slow = Memory.lost(server);
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        assertThat(comesBack(slow)).isFalse();
    }

    @Test
    void whoStaysAwayIsForgottenThoughNothingElseHappens() {
        server.close();
        server = start(ConnectionStateRecovery.defaults().withMaxDisconnectionDuration(Duration.ofMillis(100)));
        WeakReference<Object> data = lostWithData();
        await().until(() -> {
            System.gc();
            return data.get() == null;
        });
    }

    private WeakReference<Object> lostWithData() {
        Object data = new Object();
        try (RawClient client = server.session()) {
            client.send("0");
            client.read();
            server.socket().data().put(DataKey.of("data", Object.class), data);
        }
        await().until(() -> server.io.stats().sockets() == 0);
        return new WeakReference<>(data);
    }

    @Test
    void middlewaresAreAskedAgainUnlessToldOtherwise() {
        AtomicInteger asked = new AtomicInteger();
        server.io.use(connection -> {
            if (asked.incrementAndGet() == 2) {
                throw new ConnectionRefused("not again");
            }
        });
        Memory memory = Memory.lost(server);
        server.io.emit("e", 1);
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            assertThat(client.read()).isEqualTo("4{\"message\":\"not again\"}");
        }
        server.close();
        asked.set(0);
        server = start(ConnectionStateRecovery.defaults().withSkipMiddlewares(true));
        server.io.use(connection -> asked.incrementAndGet());
        assertThat(comesBack(Memory.lost(server))).isTrue();
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoGoesWhileAMiddlewareThinksMayTryAgain() {
        CompletableFuture<Void> thinking = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        server.io
                .of("/")
                .useAsync(connection ->
                        asked.incrementAndGet() == 2 ? thinking : CompletableFuture.completedFuture(null));
        Memory memory = Memory.lost(server);
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            await().until(() -> asked.get() == 2);
        }
        await().until(() -> server.io.stats().sessions() == 0);
        thinking.complete(null);
        await().until(() -> comesBack(memory));
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> ConnectionStateRecovery.defaults().withMaxPackets(0))
                .hasMessage("maxPackets 0 must be at least 1");
        assertThatThrownBy(() -> ConnectionStateRecovery.defaults().withMaxDisconnectionDuration(Duration.ZERO))
                .hasMessageContaining("must be positive");
    }

    @Test
    void whatDoesNotFitBeginsAnew() {
        Memory memory = Memory.lost(server);
        for (String claim : List.of(
                "0{\"pid\":\"unknown\"}",
                "0{\"pid\":7}",
                "0{\"pid\":\"" + memory.pid + "\",\"offset\":{}}",
                "0{\"pid\":\"" + "x".repeat(5_000) + "\"}")) {
            try (RawClient client = server.session()) {
                client.send(claim);
                Memory mine = new Memory().connected(client.read());
                assertThat(mine.sid).isNotEqualTo(memory.sid);
                assertThat(server.socket().recovered()).isFalse();
            }
        }
        memory.offset = "abcdef.zz";
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            client.read();
            assertThat(server.socket().recovered()).isFalse();
        }
    }

    private RunningServer start(ConnectionStateRecovery options) {
        UnaryOperator<SocketIoServerBuilder> with =
                builder -> builder.handlers(handlers).connectionStateRecovery(options);
        return RunningServer.start(with);
    }

    private boolean comesBack(Memory memory) {
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            for (String packet = client.read(); ; packet = client.read()) {
                if (packet.startsWith("0")) {
                    return Optional.of(new Memory().connected(packet).pid)
                            .filter(memory.pid::equals)
                            .isPresent();
                }
            }
        }
    }
}
