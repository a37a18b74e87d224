package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineStats;
import dev.socketwire.engineio.OutboundPolicy;
import dev.socketwire.socketio.ServerStats;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.ReceivedEvent;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SlowClientsPageTest {
    private static final Logger log = LoggerFactory.getLogger(SlowClientsPageTest.class);

    @RegisterExtension
    static final SocketIoExtension server =
            SocketIoExtension.of(() -> limited(SocketIoServer.builder()), SlowClientsPageTest::install);

    private static SocketIoServerBuilder limited(SocketIoServerBuilder builder) {
        // docs: slow-policy
        builder.outboundPolicy(OutboundPolicy.DROP_VOLATILE)
                .limits(EngineLimits.builder()
                        .queueBytes(1 << 20)
                        .queuePackets(2_000)
                        .writeStallTimeout(Duration.ofSeconds(5))
                        .build());
        // docs: end
        return builder;
    }

    private static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.on("positions", arguments -> {
                // docs: slow-volatile
                socket.dropIfBusy().emit("positions", 1, 2, 3);
                // docs: end
            });
            board(socket);
            socket.on(
                    "report",
                    arguments -> sendAll(
                                    socket,
                                    List.of(List.of(0, 1), List.of(1, 2), List.of(2, 3))
                                            .iterator())
                            .thenRun(() -> socket.emit("done")));
        });
    }

    private static void board(Socket socket) {
        // docs: slow-writable
        AtomicReference<String> board = new AtomicReference<>("empty");
        socket.on("play", String.class, move -> {
            board.set(move);
            if (socket.isWritable()) {
                socket.emit("board", move);
            }
        });
        socket.onDrain(() -> socket.emit("board", board.get())); // whoever was behind gets the newest, not all of them
        // docs: end
    }

    // docs: slow-pages
    /** Sends pages, each when the client has taken the one before. */
    static CompletableFuture<Void> sendAll(Socket socket, Iterator<List<Integer>> pages) {
        if (!pages.hasNext()) {
            return CompletableFuture.completedFuture(null);
        }
        return socket.timeout(Duration.ofSeconds(10))
                .request("page", Boolean.class, pages.next())
                .thenCompose(taken -> sendAll(socket, pages));
    }
    // docs: end

    @Test
    void whatTheClientTakes(TestClient ada) {
        ada.emit("play", "e4");
        assertThat(ada.expect("board", String.class).soon()).isEqualTo("e4");
        ada.emit("report");
        for (int page = 0; page < 3; page++) {
            ReceivedEvent lines = ada.expect("page").soon();
            assertThat(lines.get(0, int[].class)).containsExactly(page, page + 1);
            assertThat(ada.received()).noneMatch(event -> event.name().equals("page"));
            lines.answer(true);
        }
        ada.expect("done").soon();
        ada.emit("positions");
        ada.expect("positions").soon();
        SocketIoServer io = server.server().io();
        // docs: slow-stats
        ServerStats stats = io.stats();
        EngineStats engine = stats.engine();
        log.info("{} sockets in {} rooms", stats.sockets(), stats.rooms());
        log.info(
                "{} packets ({} bytes) wait, {} were dropped",
                engine.queuedPackets(),
                engine.queuedBytes(),
                engine.dropped());
        engine.transports().forEach((name, transport) -> log.info("{}: {}", name, transport));
        stats.namespaces().forEach((name, namespace) -> log.info("{}: {}", name, namespace));
        // docs: end
        assertThat(stats.sockets()).isEqualTo(1);
    }
}
