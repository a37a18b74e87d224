package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of two servers that an adapter joins: the server that had a client gives it back what both have sent. */
class RecoveryOfTwoServersTest {
    private final JvmBus bus = new JvmBus();
    private final RunningServer first = start();
    private final RunningServer second = start();
    private final Memory memory = new Memory();
    private String id = "";

    private RunningServer start() {
        return RunningServer.start(
                builder -> builder.adapter(bus).connectionStateRecovery(ConnectionStateRecovery.defaults()));
    }

    @BeforeEach
    void lose() {
        // So that the other server has begun, and counts events of its own.
        try (RawClient other = second.session()) {
            other.send("0");
            other.read();
            second.socket();
            second.io.local().emit("e", 0);
            other.read();
        }
        try (RawClient client = first.session()) {
            client.send("0");
            memory.connected(client.read());
            Socket socket = first.socket();
            socket.join("red");
            id = socket.id();
            second.io.to("red").emit("e", 1);
            assertThat(memory.event(client.read())).isEqualTo("e,1");
        }
        await().until(() -> first.io.stats().sockets() == 0);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        assertThat(first.errors).isEmpty();
        assertThat(second.errors).isEmpty();
    }

    @Test
    void itsServerGivesItWhatBothHaveSent() {
        second.io.to("red").emit("e", 2);
        first.io.to("red").emit("e", Map.of("n", 3));
        second.io.to("blue").emit("e", "not mine");
        second.io.to(id).emit("e", 4);
        second.io.local().emit("e", "not here");
        second.io.dropIfBusy().emit("e", "volatile");
        second.io.emit("e", new byte[] {5});
        try (RawClient client = first.session()) {
            client.send(memory.connect());
            String pid = memory.pid;
            assertThat(memory.connected(client.read()).pid).isEqualTo(pid);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
            assertThat(memory.event(client.read())).isEqualTo("e,{\"n\":3}");
            assertThat(memory.event(client.read())).isEqualTo("e,4");
            assertThat(client.read()).startsWith("51-[\"e\",{\"_placeholder\":true,\"num\":0},\"");
            assertThat(client.readBinary()).containsExactly(5);
            Socket back = first.socket();
            assertThat(back.recovered()).isTrue();
            assertThat(back.rooms()).containsExactlyInAnyOrder(id, "red");
            second.io.to("red").emit("e", 6);
            assertThat(memory.event(client.read())).isEqualTo("e,6");
        }
    }

    @Test
    void withTheOtherServerItBeginsAnew() {
        second.io.to("red").emit("e", 2);
        try (RawClient client = second.session()) {
            client.send(memory.connect());
            assertThat(memory.connected(client.read()).sid).isNotEqualTo(id);
            assertThat(second.socket().recovered()).isFalse();
        }
    }
}
