package dev.socketwire.socketio.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How a {@link TestClient} connects. Every option has a default. Not for use from several threads at once. */
public final class TestClientOptions {
    String namespace = "/";

    @Nullable
    Object auth;

    String path = "/socket.io";
    Duration patience = Duration.ofSeconds(10);
    JsonMapper mapper = JsonMapper.builder().build();
    final Map<String, String> headers = new LinkedHashMap<>();
    final Map<String, String> query = new LinkedHashMap<>();

    private TestClientOptions() {}

    /** Begins with every option at its default. */
    public static TestClientOptions create() {
        return new TestClientOptions();
    }

    /** The namespace, {@code /} by default; a missing leading slash is added. */
    public TestClientOptions namespace(String value) {
        namespace = value;
        return this;
    }

    /** The {@code auth} of the client, anything that the mapper writes as an object; none by default. */
    public TestClientOptions auth(Object value) {
        auth = value;
        return this;
    }

    /** A header of the request, such as {@code Origin} or {@code Cookie}. */
    public TestClientOptions header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** A parameter of the query. */
    public TestClientOptions query(String name, String value) {
        query.put(name, value);
        return this;
    }

    /** Where the server answers, {@code /socket.io} by default. */
    public TestClientOptions path(String value) {
        path = value;
        return this;
    }

    /** Reads and writes arguments; Jackson's defaults by default. */
    public TestClientOptions jsonMapper(JsonMapper value) {
        mapper = value;
        return this;
    }

    /** How long it waits for an event or an answer where no time is named, 10 s by default. */
    public TestClientOptions patience(Duration value) {
        patience = value;
        return this;
    }
}
