package dev.socketwire.socketio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a program keeps with a socket. Any thread. */
public final class SocketData {
    private final Map<DataKey<?>, Object> values = new ConcurrentHashMap<>(2);

    /** No data yet. */
    public SocketData() {}

    /** Keeps a value. */
    public <T> void put(DataKey<T> key, T value) {
        values.put(key, value);
    }

    /** The value of a key. */
    public <T> Optional<T> get(DataKey<T> key) {
        return Optional.ofNullable(values.get(key)).map(key.type()::cast);
    }

    /** All values by the names of their keys; a copy. So they are told to other servers. */
    public Map<String, Object> toMap() {
        Map<String, Object> all = new LinkedHashMap<>();
        values.forEach((key, value) -> all.put(key.name(), value));
        return all;
    }

    /** Forgets a value. */
    public void remove(DataKey<?> key) {
        values.remove(key);
    }
}
