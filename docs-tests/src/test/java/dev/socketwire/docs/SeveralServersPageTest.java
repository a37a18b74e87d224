package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.ServerAnswers;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.spi.AdapterFactory;
import dev.socketwire.socketio.spi.RoomListener;
import dev.socketwire.socketio.spi.RoomView;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One server alone: what several do together stands in the tests of adapters. */
class SeveralServersPageTest {
    @RegisterExtension
    final SocketIoExtension server = SocketIoExtension.of(SeveralServersPageTest::install);

    private static final DataKey<String> NAME = DataKey.of("name", String.class);
    private static final AtomicReference<String> prices = new AtomicReference<>("old");
    private static final Queue<String> opened = new ConcurrentLinkedQueue<>();

    /** Shown, and not run: there is no adapter that could be made here. */
    static SocketIoServerBuilder joined(AdapterFactory factory) {
        // docs: servers-adapter
        SocketIoServerBuilder builder = SocketIoServer.builder().port(8080).adapter(factory);
        // docs: end
        return builder;
    }

    private static void install(SocketIoServer io) {
        // docs: servers-listen
        io.onServerSideEmit("reload", String.class, what -> prices.set(what));
        io.onServerSideRequest("load", Void.class, nothing -> io.sessionCount());
        // docs: end
        // docs: servers-rooms
        RoomView rooms = io.of("/").rooms();
        rooms.listen(new RoomListener() {
            @Override
            public void onCreate(String room) {
                opened.add(room);
            }
        });
        // docs: end
        io.onConnection(socket -> {
            socket.data().put(NAME, "ada");
            socket.join("lobby");
            socket.onRequest("ready", arguments -> true);
        });
    }

    @Test
    void socketsAreFound(TestClient ada) {
        ada.request("ready", Boolean.class).join();
        SocketIoServer io = server.server().io();
        // docs: servers-fetch
        FoundSockets here = io.in("lobby").fetchSockets().join();
        for (RemoteSocket socket : here) {
            socket.data(NAME).ifPresent(name -> socket.emit("hello", name));
        }
        // docs: end
        assertThat(ada.expect("hello", String.class).soon()).isEqualTo("ada");
        // docs: servers-order
        io.in("lobby").socketsJoin("game");
        io.to("game").emit("begin"); // each server has its sockets join before it sends them this
        // docs: end
        assertThat(ada.expect("begin").soon()).isNotNull();
        Awaitility.await().untilAsserted(() -> assertThat(opened).contains("lobby"));
    }

    @Test
    void nobodyElseIsThere() {
        SocketIoServer io = server.server().io();
        // docs: servers-tell
        io.serverSideEmit("reload", "prices");
        ServerAnswers<Integer> load =
                io.serverSideEmitWithAck("load", Integer.class).join();
        System.out.println(load.answers() + ", and " + load.silentServers() + " did not answer");
        // docs: end
        assertThat(load.answers()).isEmpty();
        assertThat(prices).hasValue("old"); // the server that emits does not hear itself
    }
}
