package dev.socketwire.socketio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a program keeps with a socket. Any thread. */
public final class SocketData {
    /** Most sockets have nothing: made with the first value. */
    private volatile @Nullable Map<DataKey<?>, Object> values;

    /** No data yet. */
    public SocketData() {}

    /** Keeps a value. */
    public <T> void put(DataKey<T> key, T value) {
        made().put(key, value);
    }

    /** The value of a key. */
    public <T> Optional<T> get(DataKey<T> key) {
        Map<DataKey<?>, Object> known = values;
        return known == null
                ? Optional.empty()
                : Optional.ofNullable(known.get(key)).map(key.type()::cast);
    }

    /** All values by the names of their keys; a copy. So they are told to other servers. */
    public Map<String, Object> toMap() {
        Map<DataKey<?>, Object> known = values;
        if (known == null) {
            return Map.of();
        }
        Map<String, Object> all = new LinkedHashMap<>();
        known.forEach((key, value) -> all.put(key.name(), value));
        return all;
    }

    /** Forgets a value. */
    public void remove(DataKey<?> key) {
        Map<DataKey<?>, Object> known = values;
        if (known != null) {
            known.remove(key);
        }
    }

    private synchronized Map<DataKey<?>, Object> made() {
        Map<DataKey<?>, Object> known = values;
        if (known == null) {
            known = new ConcurrentHashMap<>(2);
            values = known;
        }
        return known;
    }
}
