package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An Engine.IO session over polling, packet by packet: one connection for its polls, one for its posts, both kept alive.
 */
final class PollingSession implements AutoCloseable {
    /** Between the packets of a payload. */
    static final String SEPARATOR = "\u001e";

    private static final Duration TIME_TO_PARK = Duration.ofMillis(250);

    private final int port;
    private final RawHttp polls;
    private final RawHttp posts;
    private final String target;
    private final JsonNode open;

    private PollingSession(int port) {
        this.port = port;
        polls = RawHttp.connect(port);
        posts = RawHttp.connect(port);
        RawHttp.Response answer = polls.get("/socket.io/?EIO=4&transport=polling");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("0{");
        open = JsonMapper.shared().readTree(answer.text().substring(1));
        target = "/socket.io/?EIO=4&transport=polling&sid=" + sid();
    }

    /** Opens a session and nothing more. */
    static PollingSession open(int port) {
        return new PollingSession(port);
    }

    /** Opens a session and joins the main namespace; its welcome has been read. */
    static PollingSession joined(int port) {
        PollingSession session = open(port);
        assertThat(session.post("40").status()).isEqualTo(200);
        List<String> packets = new ArrayList<>();
        while (packets.size() < 2) {
            for (String packet : session.pollText().split(SEPARATOR)) {
                if (packet.equals("2")) {
                    // On a machine that stands still, the time of a heartbeat comes before that of the welcome.
                    session.post("3");
                } else {
                    packets.add(packet);
                }
            }
        }
        assertThat(packets.get(0)).startsWith("40{\"sid\":\"");
        assertThat(packets).hasSize(2).endsWith("42[\"welcome\",\"to\",\"you\"]");
        return session;
    }

    /** What the open packet says. */
    JsonNode handshake() {
        return open;
    }

    String sid() {
        return open.get("sid").asString();
    }

    /** The request target of this session, for requests beside its own. */
    String target() {
        return target;
    }

    RawHttp.Response poll() {
        polls.sendGet(target);
        return answerOfPark();
    }

    String pollText() {
        RawHttp.Response answer = poll();
        assertThat(answer.status())
                .as("status of a poll, body %s", answer.text())
                .isEqualTo(200);
        return answer.text();
    }

    /** Sends a poll whose answer is read later, and gives it the time to be parked before anything else is sent. */
    void park() {
        polls.sendGet(target);
        await().until(() -> OpenChannels.allIsRead(port));
        polls.staysSilent(TIME_TO_PARK);
    }

    RawHttp.Response answerOfPark() {
        return polls.read();
    }

    RawHttp.Response post(String payload, String... headers) {
        return posts.post(target, payload, headers);
    }

    /** The connection of its posts. */
    RawHttp posts() {
        return posts;
    }

    /** Whether the server no longer knows the session. */
    boolean isGone() {
        RawHttp.Response answer = posts.get(target);
        return answer.status() == 400 && answer.text().contains("\"code\":1");
    }

    @Override
    public void close() {
        polls.close();
        posts.close();
    }
}
