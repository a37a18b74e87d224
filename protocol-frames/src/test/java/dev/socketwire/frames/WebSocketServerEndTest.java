package dev.socketwire.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How connections and the raw server itself come to their end, whoever wants it or does not. */
class WebSocketServerEndTest {
    private static final int CROWD = 20;

    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final WebSocketServer server =
            WebSocketServer.builder().host("127.0.0.1").build(new Closer()).start();

    @AfterEach
    void stop() {
        released.countDown();
        server.close();
    }

    @Test
    void aListenerMayCloseTheServer() {
        int port = server.port();
        try (RawWebSocket other = RawWebSocket.connect(port, "/");
                RawWebSocket client = RawWebSocket.connect(port, "/")) {
            client.sendText("close the server");
            assertThat(client.readClose()).isEqualTo(1001);
            assertThat(other.readClose()).isEqualTo(1001);
            client.sendClose(1001, "");
            other.sendClose(1001, "");
            assertThat(client.endsWithoutAByte()).isTrue();
            assertThat(other.endsWithoutAByte()).isTrue();
        }
        server.close();
        assertThat(told).containsExactlyInAnyOrder("returned", "close 1001", "close 1001");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("socketwire-raw")));
        assertThatThrownBy(() -> RawWebSocket.connect(port, "/")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void whoIsNoWebSocketYetEndsWithTheServer() {
        int port = server.port();
        List<RawHttp> early =
                Stream.generate(() -> RawHttp.connect(port)).limit(20).toList();
        server.close();
        assertThat(OpenChannels.held(port)).isEmpty();
        assertThat(early).allMatch(RawHttp::endsWithoutAByte);
        early.forEach(RawHttp::close);
    }

    /** They are accepted, and their loop has no time for them before the server closes. */
    @Test
    void whoWaitsForABusyLoopEndsWithTheServer() {
        int port = server.port();
        List<RawHttp> late = new ArrayList<>();
        try (RawWebSocket client = RawWebSocket.connect(port, "/")) {
            client.sendText("hold");
            await().until(() -> told.contains("holds"));
            for (int i = 0; i < CROWD; i++) {
                late.add(RawHttp.connect(port));
            }
            // Where there is one loop alone, nobody accepts them now.
            await().until(() ->
                    OpenChannels.of(port) == CROWD + 1 || Runtime.getRuntime().availableProcessors() == 1);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            await().during(Duration.ofMillis(300)).until(() -> !closed.isDone());
            released.countDown();
            assertThat(client.readClose()).isEqualTo(1001);
            client.sendClose(1001, "");
            assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
        }
        assertThat(OpenChannels.held(port)).isEmpty();
        assertThat(late).allMatch(RawHttp::endsWithoutAByte);
        late.forEach(RawHttp::close);
    }

    @Test
    void aServerThatWasNotStartedMayBeClosedAndStartedLater() {
        WebSocketServer later = WebSocketServer.builder().host("127.0.0.1").build(new Closer());
        later.close();
        later.start();
        RawWebSocket.connect(later.port(), "/").close();
        later.close();
    }

    @Test
    void aPeerThatBreaksARuleAndKeepsItsSideOpenIsCut() {
        try (RawWebSocket client = RawWebSocket.connect(server.port(), "/")) {
            client.sendFrame(0x83, new byte[0]); // reserved opcode 3
            assertThat(client.readClose()).isEqualTo(1002);
            assertThat(client.endsWithoutAByte()).isTrue();
            // That was the server's side. What is sent is put up with for a while, then answered by a reset.
            await().atMost(Duration.ofSeconds(30)).until(() -> !canSend(client));
        }
    }

    private static boolean canSend(RawWebSocket client) {
        try {
            client.sendBytes(new byte[1]);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void hold() {
        told.add("holds");
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Closer implements WebSocketListener {
        @Override
        public void onText(WebSocketConnection connection, String text) {
            if (text.equals("hold")) {
                hold();
                return;
            }
            server.close();
            told.add("returned");
        }

        @Override
        public void onClose(WebSocketConnection connection, int code, String reason) {
            told.add("close " + code);
        }

        @Override
        public void onError(WebSocketConnection connection, Throwable error) {
            told.add("error " + error);
        }
    }
}
