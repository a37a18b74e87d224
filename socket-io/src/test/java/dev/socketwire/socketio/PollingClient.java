package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.RawHttp;

/** A Socket.IO client by hand that polls: its requests come when the test says so. */
final class PollingClient {
    private final RawHttp http;
    private String target = "/socket.io/?EIO=4&transport=polling";

    PollingClient(RawHttp http) {
        this.http = http;
    }

    /** Connects to {@code /} and answers the socket of the server. */
    Socket connect(RunningServer server) {
        open();
        post("40");
        assertThat(poll().text()).startsWith("40{\"sid\"");
        return server.socket();
    }

    /** Opens a session. */
    void open() {
        String open = http.get(target).text();
        assertThat(open).startsWith("0{\"sid\":\"");
        target += "&sid=" + open.substring(9, open.indexOf('"', 9));
    }

    void post(String body) {
        assertThat(http.post(target, body).status()).isEqualTo(200);
    }

    String target() {
        return target;
    }

    RawHttp.Response poll(String... headers) {
        return http.get(target, headers);
    }

    /** Polls without waiting for the answer. */
    void park() {
        http.sendGet(target);
    }
}
