package dev.socketwire.socketio;

import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;

/** A client that has missed more than may wait for one that polls. */
final class CutOff {
    private CutOff() {}

    /** Comes back, and its session is ended before it has polled. */
    static void byPolling(RunningServer server, Memory memory) {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            client.open();
            http.post(client.target(), "4" + memory.connect());
            await().until(() -> server.io.stats().sessions() == 0);
        }
    }
}
