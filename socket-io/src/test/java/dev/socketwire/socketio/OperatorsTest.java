package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a broadcast is sent: operators in any order, each of them a new choice. */
class OperatorsTest {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    private final RunningServer server = RunningServer.start();
    private final SocketIoServer io = server.io;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientWithoutAnOpenPollMissesWhatMayBeDropped() {
        try (RawHttp http = RawHttp.connect(io.port())) {
            String target = connected(http);
            Socket socket = server.socket();
            String id = socket.id();
            io.dropIfBusy().emit("dropped");
            io.to(id).dropIfBusy().emit("dropped too", new byte[] {1});
            io.of("/").in(id).dropIfBusy().compress(false).emit("dropped as well");
            // Else the loop might see the poll first.
            io.socketsJoin("behind");
            await().until(() -> socket.rooms().contains("behind"));
            io.to(id).emit("kept");
            assertThat(http.get(target).text()).isEqualTo("42[\"kept\"]");
            http.sendGet(target);
            // Dropped until the poll has come.
            await().until(() -> {
                io.dropIfBusy().emit("taken");
                return !http.staysSilent(Duration.ofMillis(10));
            });
            assertThat(http.read().text()).isEqualTo("42[\"taken\"]");
        }
    }

    @Test
    void aBroadcastMayAskNotToBeCompressed() {
        String big = "x".repeat(2_000);
        try (RawHttp http = RawHttp.connect(io.port())) {
            String target = connected(http);
            server.socket();
            io.compress(false).emit("big", big);
            RawHttp.Response plain = http.get(target, "Accept-Encoding: gzip");
            assertThat(plain.header("content-encoding")).isEmpty();
            assertThat(plain.text()).isEqualTo("42[\"big\",\"" + big + "\"]");
            io.compress(false).compress(true).emit("big", big);
            assertThat(http.get(target, "Accept-Encoding: gzip").header("content-encoding"))
                    .isEqualTo("gzip");
        }
    }

    @Test
    void operatorsAreInAnyOrderAndChangeNothing() {
        try (RawClient one = server.session();
                RawClient two = server.session()) {
            String first = one.connectTo("/");
            server.socket();
            two.connectTo("/");
            Broadcast all = io.local().compress(true).timeout(Duration.ofSeconds(1));
            Broadcast mine = all.dropIfBusy().except("nobody").to(first).compress(false);
            all.except(first).in("room", "other");
            mine.send("a");
            mine.send("b");
            all.emit("all");
            assertThat(one.read()).isEqualTo("2[\"message\",\"a\"]");
            assertThat(one.read()).isEqualTo("2[\"message\",\"b\"]");
            assertThat(one.read()).isEqualTo("2[\"all\"]");
            assertThat(two.read()).isEqualTo("2[\"all\"]");
            server.socket().broadcast().compress(false).dropIfBusy().local().emit("but me");
            assertThat(one.read()).isEqualTo("2[\"but me\"]");
            io.except(first).except("x", "y").emit("e");
            assertThat(two.read()).isEqualTo("2[\"e\"]");
        }
    }

    @Test
    void aTimeHasToBePossible() {
        assertThatThrownBy(() -> io.timeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout PT-0.001S must be from 0 to PT8760H");
        assertThatThrownBy(() -> io.of("/").timeout(Duration.ofDays(366))).isInstanceOf(IllegalArgumentException.class);
    }

    /** A polling session in {@code /}, with no poll open. */
    private static String connected(RawHttp http) {
        String handshake = http.get(POLLING).text();
        String sid = handshake.substring(9, handshake.indexOf('"', 9));
        String target = POLLING + "&sid=" + sid;
        assertThat(http.post(target, "40").text()).isEqualTo("ok");
        assertThat(http.get(target).text()).startsWith("40{\"sid\":\"");
        return target;
    }
}
