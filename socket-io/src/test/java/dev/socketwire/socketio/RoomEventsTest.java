package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.spi.RoomListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rooms of a server, looked at and listened to. */
class RoomEventsTest {
    private final RunningServer server = RunningServer.start();
    private final RawClient one = server.client();
    private final Socket first = server.socket();
    private final RawClient two = server.client();
    private final Socket second = server.socket();
    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        one.close();
        two.close();
        server.close();
    }

    @Test
    void aRoomBeginsWithItsFirstMemberAndEndsWithItsLast() {
        listen();
        first.join("a");
        second.join("a");
        second.join("a");
        first.leave("a");
        second.leave("a");
        second.leave("a");
        assertThat(events)
                .containsExactly(
                        "create a",
                        "join a " + first.id(),
                        "join a " + second.id(),
                        "leave a " + first.id(),
                        "leave a " + second.id(),
                        "delete a");
    }

    @Test
    void theRoomOfAnIdIsARoom() {
        listen();
        first.join(second.id());
        assertThat(events).containsExactly("join " + second.id() + " " + first.id());
        events.clear();
        try (RawClient three = server.session()) {
            String id = three.connectTo("/");
            Socket third = server.socket();
            third.join("a");
            three.send("1");
            await().until(() -> events.contains("delete " + id));
            assertThat(events)
                    .containsExactly(
                            "create " + id,
                            "join " + id + " " + id,
                            "create a",
                            "join a " + id,
                            "leave a " + id,
                            "delete a",
                            "leave " + id + " " + id,
                            "delete " + id);
        }
    }

    @Test
    void roomsAreSeenAtOnce() {
        first.join("a", "b");
        second.join("b");
        assertThat(server.io.of("/").rooms().names()).containsExactlyInAnyOrder(first.id(), second.id(), "a", "b");
        assertThat(server.io.of("/").rooms().members("b")).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(server.io.of("/").rooms().of(second.id())).containsExactlyInAnyOrder(second.id(), "b");
        assertThat(server.io.of("/").rooms().of("nobody")).isEmpty();
        assertThat(server.io.of("/").rooms().has("a")).isTrue();
        assertThat(server.io.of("/").rooms().has(first.id())).isTrue();
        first.leave("a");
        assertThat(server.io.of("/").rooms().has("a")).isFalse();
        first.disconnect();
        await().until(() -> !server.io.of("/").rooms().has(first.id()));
        second.disconnect();
        await().until(() -> server.io.of("/").rooms().names().isEmpty());
        assertThat(server.io.of("/").rooms().has("b")).isFalse();
    }

    @Test
    void manyThreadsKeepTheOrderOfEachRoom() throws Exception {
        listen();
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            Socket socket = t % 2 == 0 ? first : second;
            pool.execute(() -> {
                for (int i = 0; i < 500; i++) {
                    socket.join("a");
                    socket.leave("a");
                }
                done.countDown();
            });
        }
        done.await();
        pool.shutdown();
        await().until(() -> events.stream().filter("create a"::equals).count()
                == events.stream().filter("delete a"::equals).count());
        int members = 0;
        for (String event : events) {
            members += event.startsWith("join") ? 1 : event.startsWith("leave") ? -1 : 0;
            assertThat(members).isBetween(0, 2);
            assertThat(event.equals("delete a")).isEqualTo(event.startsWith("delete") && members == 0);
        }
        assertThat(members).isZero();
    }

    @Test
    void aListenerThatThrowsHarmsNothing() {
        server.io.of("/").rooms().listen(new RoomListener() {
            @Override
            public void onCreate(String room) {
                throw new IllegalStateException("bang");
            }
        });
        listen();
        first.join("a");
        assertThat(events).containsExactly("create a", "join a " + first.id());
        assertThat(server.errors).containsExactly("rooms: IllegalStateException: bang");
    }

    private void listen() {
        server.io.of("/").rooms().listen(new RoomListener() {
            @Override
            public void onCreate(String room) {
                events.add("create " + room);
            }

            @Override
            public void onJoin(String room, String socketId) {
                events.add("join " + room + " " + socketId);
            }

            @Override
            public void onLeave(String room, String socketId) {
                events.add("leave " + room + " " + socketId);
            }

            @Override
            public void onDelete(String room) {
                events.add("delete " + room);
            }
        });
    }
}
