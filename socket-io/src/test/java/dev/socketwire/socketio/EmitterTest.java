package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways to send to one socket. */
class EmitterTest {
    private final RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAnswerKeepsTheValuesThatItWasMadeOf() {
        List<Object> values = new ArrayList<>(List.of(1));
        Answer answer = new Answer(values);
        values.add(2);
        assertThat(answer).isEqualTo(Answer.of(1));
    }

    @Test
    void waysCombineInAnyOrder() throws Exception {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            Emitter one = socket.compress(false).dropIfBusy().timeout(Duration.ofSeconds(5));
            Emitter other = socket.timeout(Duration.ofSeconds(5)).compress(true).dropIfBusy();
            int id = 0;
            for (Emitter way : List.of(one, other, socket)) {
                way.emit("e", 1);
                assertThat(client.read()).isEqualTo("2[\"e\",1]");
                way.send("m");
                assertThat(client.read()).isEqualTo("2[\"message\",\"m\"]");
                way.emit(Event.of("c", Integer.class), 2);
                assertThat(client.read()).isEqualTo("2[\"c\",2]");
                CompletableFuture<Integer> answer = way.request("r", Integer.class);
                assertThat(client.read()).isEqualTo("2" + id + "[\"r\"]");
                client.send("3" + id + "[7]");
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(7);
                id++;
            }
        }
    }

    @Test
    void aWayDoesNotStayWithTheSocket() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            Socket socket = client.connect(server);
            socket.dropIfBusy().emit("dropped");
            await().until(() -> server.io.stats().engine().dropped() == 1);
            socket.emit("kept");
            assertThat(client.poll().text()).isEqualTo("42[\"kept\"]");
        }
    }

    @Test
    void onPollingWhatMayBeDroppedGoesWithAPollThatWaits() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            Socket socket = client.connect(server);
            socket.dropIfBusy().emit("dropped", new byte[] {1});
            await().until(() -> server.io.stats().engine().dropped() == 1);
            client.park();
            while (http.staysSilent(Duration.ofMillis(50))) {
                socket.dropIfBusy().emit("now", new byte[] {2});
            }
            assertThat(http.read().text())
                    .startsWith("451-[\"now\",{\"_placeholder\":true,\"num\":0}]\u001ebAg==")
                    .doesNotContain("dropped");
        }
    }

    @Test
    void aRequestThatIsDroppedRunsIntoItsTime() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            Socket socket = new PollingClient(http).connect(server);
            CompletableFuture<String> answer =
                    socket.dropIfBusy().timeout(Duration.ofMillis(50)).request("r", String.class);
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AckTimeoutException.class);
        }
    }

    @Test
    void onPollingCompressionIsUpToTheWay() {
        String text = "x".repeat(5_000);
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            Socket socket = client.connect(server);
            socket.compress(false).emit("e", text);
            assertThat(client.poll("Accept-Encoding: gzip").header("content-encoding"))
                    .isEmpty();
            socket.compress(false).compress(true).emit("e", text);
            assertThat(client.poll("Accept-Encoding: gzip").header("content-encoding"))
                    .isEqualTo("gzip");
        }
    }

    @Test
    void aTimeHasLimits() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            assertThatThrownBy(() -> socket.timeout(Duration.ofMillis(-1))).hasMessageContaining("must be from 0");
            assertThatThrownBy(() -> socket.timeout(Duration.ofDays(366))).hasMessageContaining("P");
            assertThat(client.ws().staysSilent(Duration.ofMillis(20))).isTrue();
        }
    }
}
