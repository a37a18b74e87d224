package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;

/** A client that polls: one connection for its polls, one for its posts. Belongs to one thread. */
public final class Poller implements AutoCloseable {
    public static final String TARGET = "/socket.io/?EIO=4&transport=polling";
    public static final String SEPARATOR = "\u001e";

    private static final Duration TIME_TO_PARK = Duration.ofMillis(150);

    private final int port;
    private final RawHttp polls;
    private final RawHttp posts;
    private final String sid;
    private String id = "";

    private Poller(int port) {
        this.port = port;
        polls = RawHttp.connect(port);
        posts = RawHttp.connect(port);
        sid = Client.sidOf(polls.get(TARGET).text());
    }

    /** A session, in no namespace yet. */
    public static Poller open(int port) {
        return new Poller(port);
    }

    /** Connects to the namespace {@code /}. */
    public Poller join() {
        assertThat(post("40").text()).isEqualTo("ok");
        String payload = pollPastPings();
        id = Client.sidOf(payload);
        if (payload.startsWith("2" + SEPARATOR)) {
            // A machine that stood still: it was time for a heartbeat.
            post("3");
        }
        return this;
    }

    /** Where it is connected to. */
    public int port() {
        return port;
    }

    public String sid() {
        return sid;
    }

    /** The id of its socket in {@code /}. */
    public String id() {
        return id;
    }

    /** The target of this session. */
    public String target() {
        return TARGET + "&sid=" + sid;
    }

    public String upgradeTarget() {
        return Client.TARGET + "&sid=" + sid;
    }

    /** A WebSocket for this session, its probe answered. */
    public RawWebSocket probe() {
        RawWebSocket ws = RawWebSocket.connect(port, upgradeTarget());
        ws.sendText("2probe");
        assertThat(ws.readText()).isEqualTo("3probe");
        return ws;
    }

    public RawHttp.Response post(String payload, String... headers) {
        return posts.post(target(), payload, headers);
    }

    /** Polls; the payload. */
    public String poll() {
        RawHttp.Response answer = polls.get(target());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    /** Polls, passing heartbeats over, until something else comes. */
    public String pollPastPings() {
        String payload = poll();
        while (payload.equals("2")) {
            post("3");
            payload = poll();
        }
        return payload;
    }

    /** Sends a poll that has nothing to bring as yet. */
    public void park() {
        polls.sendGet(target());
        await().until(() -> OpenChannels.allIsRead(port));
        assertThat(polls.staysSilent(TIME_TO_PARK)).isTrue();
    }

    /** The answer to the parked poll. */
    public RawHttp.Response parked() {
        return polls.read();
    }

    /** The connection of its posts. */
    public RawHttp posts() {
        return posts;
    }

    /** The connection of its polls. */
    public RawHttp polls() {
        return polls;
    }

    /** Ends the session as a client does, where it has not ended yet. */
    @Override
    public void close() {
        polls.close();
        posts.close();
        try (RawHttp last = RawHttp.connect(port)) {
            last.post(target(), "1");
        }
    }
}
