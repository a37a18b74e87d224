package dev.socketwire.socketio.test;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server refused a client: its {@code connect_error}, whose message is that of this exception. */
public final class ConnectErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // Never serialized.
    private final transient JsonNode data;
    private final transient JsonMapper mapper;

    ConnectErrorException(String message, JsonNode data, JsonMapper mapper) {
        super(message);
        this.data = data;
        this.mapper = mapper;
    }

    /**
     * What the server said besides the message.
     *
     * @throws IllegalStateException where it said nothing
     * @throws tools.jackson.core.JacksonException where it does not fit the type
     */
    public <T> T data(Class<T> type) {
        return mapper.treeToValue(said(), type);
    }

    /** As {@link #data(Class)}, for a generic type. */
    public <T> T data(TypeReference<T> type) {
        return mapper.treeToValue(said(), type);
    }

    private JsonNode said() {
        if (data.isMissingNode()) {
            throw new IllegalStateException("connect_error \"" + getMessage() + "\" has no data");
        }
        return data;
    }
}
