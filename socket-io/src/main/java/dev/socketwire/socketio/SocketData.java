package dev.socketwire.socketio;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a program keeps with a socket. Any thread. Behind an adapter it is told to other servers as JSON, under the names of the keys:
 * then two keys of one name are one value.
 */
public final class SocketData {
    /** Most sockets have nothing: made with the first value. */
    private volatile @Nullable Map<DataKey<?>, Object> values;

    /** What was kept by another server, by the names of the keys: bound when it is asked for. Guarded by this. */
    private final Map<String, Object> unread;

    private final @Nullable BiFunction<Object, Type, Object> reader;

    /** No data yet. */
    public SocketData() {
        this.unread = Map.of();
        this.reader = null;
    }

    /**
     * Data that another server has kept.
     *
     * @param told the values by the names of their keys
     * @param reader binds one of them to the type of the key that it is asked for by; where it answers null there is no value
     */
    public SocketData(Map<String, ?> told, BiFunction<Object, Type, Object> reader) {
        this.unread = new LinkedHashMap<>(told);
        this.reader = reader;
    }

    /**
     * Keeps a value, in place of the one that was kept with an equal key.
     *
     * @throws NullPointerException where there is none: {@link #remove} forgets
     */
    public <T> void put(DataKey<T> key, T value) {
        Objects.requireNonNull(value, () -> "no value for \"" + key.name() + "\": remove() forgets one");
        if (reader == null) {
            made().put(key, value);
            return;
        }
        synchronized (this) {
            unread.remove(key.name());
            made().put(key, value);
        }
    }

    /**
     * The value of a key; empty where none was put with an equal one.
     *
     * @throws IllegalArgumentException where another server has kept it, and it does not fit the type
     */
    @SuppressWarnings("unchecked") // it was put with an equal key, or bound to the type of one
    public <T> Optional<T> get(DataKey<T> key) {
        read(key);
        Map<DataKey<?>, Object> known = values;
        return known == null ? Optional.empty() : Optional.ofNullable((T) known.get(key));
    }

    /** All values by the names of their keys; a copy. So they are told to other servers. */
    public Map<String, Object> toMap() {
        if (reader != null) {
            synchronized (this) {
                return told(new LinkedHashMap<>(unread));
            }
        }
        return values == null ? Map.of() : told(new LinkedHashMap<>());
    }

    private Map<String, Object> told(Map<String, Object> all) {
        Map<DataKey<?>, Object> known = values;
        if (known != null) {
            known.forEach((key, value) -> all.put(key.name(), value));
        }
        return all;
    }

    /** Forgets a value. */
    public void remove(DataKey<?> key) {
        if (reader == null) {
            forget(key);
            return;
        }
        synchronized (this) {
            unread.remove(key.name());
            forget(key);
        }
    }

    private void forget(DataKey<?> key) {
        Map<DataKey<?>, Object> known = values;
        if (known != null) {
            known.remove(key);
        }
    }

    private void read(DataKey<?> key) {
        BiFunction<Object, Type, Object> known = reader;
        Object told = known == null ? null : unread(key);
        if (known == null || told == null) {
            return;
        }
        // Types of the program are read here: nothing is held meanwhile.
        Object bound = known.apply(told, key.type());
        if (bound == null) {
            return;
        }
        synchronized (this) {
            if (unread.remove(key.name(), told)) {
                made().put(key, bound);
            }
        }
    }

    private synchronized @Nullable Object unread(DataKey<?> key) {
        return unread.get(key.name());
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
