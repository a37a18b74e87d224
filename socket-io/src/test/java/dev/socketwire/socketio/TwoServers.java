package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.type.TypeReference;

/** Two servers whose adapter keeps what clients need to come back. Clients begin at the first. */
final class TwoServers implements AutoCloseable {
    static final DataKey<String> NAME = DataKey.of("name", String.class);
    static final DataKey<Place> PLACE = DataKey.of("place", Place.class);
    static final DataKey<List<Place>> PATH = DataKey.of("path", new TypeReference<>() {});

    record Place(int x, int y) {}

    final StoreBus bus = new StoreBus();
    final RunningServer first;
    final RunningServer second;

    TwoServers(ConnectionStateRecovery recovery, UnaryOperator<SocketIoServerBuilder> options) {
        UnaryOperator<SocketIoServerBuilder> all =
                builder -> options.apply(builder.adapter(bus).connectionStateRecovery(recovery));
        first = RunningServer.start(all);
        second = RunningServer.start(all);
    }

    /** A client in the room red that has seen an event, the first. */
    Socket begin(RawClient client, Memory memory) {
        client.send("0");
        memory.connected(client.read());
        Socket socket = first.socket();
        socket.join("red");
        socket.data().put(NAME, "Ada");
        socket.data().put(PLACE, new Place(1, 2));
        socket.data().put(PATH, List.of(new Place(3, 4)));
        second.io.to("red").emit("e", 1);
        assertThat(memory.event(client.read())).isEqualTo("e,1");
        return socket;
    }

    /** As above, and its connection broke. */
    Memory lost() {
        Memory memory = lostHowever();
        await().until(() -> bus.keptSockets() > 0);
        return memory;
    }

    /** As above, where it may not be kept. */
    Memory lostHowever() {
        Memory memory = new Memory();
        try (RawClient client = first.session()) {
            begin(client, memory);
        }
        await().until(() -> first.io.stats().sockets() == 0);
        return memory;
    }

    /** The client has its socket. */
    static void assertBack(RawClient client, Memory memory) {
        String sid = memory.sid;
        String pid = memory.pid;
        client.send(memory.connect());
        assertThat(memory.connected(client.read()).pid).isEqualTo(pid);
        assertThat(memory.sid).isEqualTo(sid);
    }

    /** The client is connected, and has another socket. */
    static void assertAnew(RawClient client, Memory memory) {
        client.send(memory.connect());
        assertIsAnew(client, memory);
    }

    /** As above, where it has asked before. */
    static void assertIsAnew(RawClient client, Memory memory) {
        String sid = memory.sid;
        String pid = memory.pid;
        assertThat(memory.connected(client.read()).pid).isNotEqualTo(pid);
        assertThat(memory.sid).isNotEqualTo(sid);
    }

    @Override
    public void close() {
        first.close();
        second.close();
        assertThat(bus.lateQuestions()).isZero();
    }
}
