package dev.socketwire.interop.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.socket.client.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Much, in order: across the upgrade where there is one, and close to the size limit. */
final class LoadScenarios {
    private static final int COUNT = 1_000;

    private LoadScenarios() {}

    static void addTo(Map<String, Scenario> all) {
        all.put("aThousandEachWayInOrder", LoadScenarios::aThousandEachWayInOrder);
        all.put("aTrickleAcrossTheUpgrade", LoadScenarios::aTrickleAcrossTheUpgrade);
        all.put("nineHundredKilobytesOfText", LoadScenarios::nineHundredKilobytesOfText);
        all.put("nineHundredKilobytesOfBinary", LoadScenarios::nineHundredKilobytesOfBinary);
    }

    private static void aThousandEachWayInOrder(Bench bench) throws Exception {
        Socket socket = bench.open("/", options -> {});
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        socket.on("tick", args -> seen.add(args[0]));
        CompletableFuture<List<Object>> connected = Bench.next(socket, Socket.EVENT_CONNECT);
        socket.connect();
        Bench.within(connected);
        socket.emit("tick me", COUNT);
        for (int i = 0; i < COUNT; i++) {
            socket.emit("tock", i);
        }
        assertThat(Bench.ask(socket, "tocks")).containsExactly(COUNT, true);
        await().atMost(Bench.PATIENCE).until(() -> seen.size() >= COUNT);
        bench.settled(socket);
        assertThat(seen).isEqualTo(IntStream.range(0, COUNT).boxed().toList());
    }

    private static void aTrickleAcrossTheUpgrade(Bench bench) throws Exception {
        Socket socket = bench.open("/", options -> {});
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        // Each echo brings on the next: some go by the old way, some by the new one, some while they change.
        socket.on("echo", args -> {
            seen.add(args[0]);
            if (seen.size() < 300) {
                socket.emit("echo", seen.size());
            }
        });
        CompletableFuture<List<Object>> connected = Bench.next(socket, Socket.EVENT_CONNECT);
        socket.connect();
        Bench.within(connected);
        socket.emit("echo", 0);
        await().atMost(Bench.PATIENCE).until(() -> seen.size() >= 300);
        bench.settled(socket);
        assertThat(seen).isEqualTo(IntStream.range(0, 300).boxed().toList());
    }

    private static void nineHundredKilobytesOfText(Bench bench) throws Exception {
        Socket socket = bench.connect();
        String text = "0123456789".repeat(90_000);
        assertThat(Bench.ask(socket, "echo back", text).get(0).equals(text))
                .as("the same text")
                .isTrue();
    }

    private static void nineHundredKilobytesOfBinary(Bench bench) throws Exception {
        Socket socket = bench.connect();
        // In the body of a POST bytes are base64, a third longer: there 700 kB come close to the same limit.
        byte[] bytes = new byte[bench.usesWebSocket() ? 900_000 : 700_000];
        Arrays.fill(bytes, (byte) 's');
        byte[] back = (byte[]) Bench.ask(socket, "echo back", (Object) bytes).get(0);
        assertThat(Arrays.equals(back, bytes)).as("the same bytes").isTrue();
        byte[] big = (byte[]) Bench.ask(socket, "give me bytes", 900_000).get(0);
        assertThat(big.length).isEqualTo(900_000);
    }
}
