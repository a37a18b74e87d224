package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.codec.ArgumentTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The listeners of one socket. Any thread: the table is small, and copied when it changes. */
final class Listeners {
    /**
     * A listener.
     *
     * @param types what its arguments are bound to; null for one that takes what comes
     * @param answers whether its result is the acknowledgement
     */
    record Listener(@Nullable ArgumentTypes types, boolean answers, Call call) {}

    /** What a listener does; the arguments are the bound ones, or the one {@code Arguments}. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object with(List<@Nullable Object> arguments) throws Exception;
    }

    private volatile Map<String, List<Listener>> byEvent = Map.of();
    private volatile List<EventListener.Any> any = List.of();

    synchronized void add(String event, Listener listener) {
        Map<String, List<Listener>> copy = new HashMap<>(byEvent);
        copy.put(event, with(copy.getOrDefault(event, List.of()), listener));
        byEvent = copy;
    }

    synchronized void remove(String event) {
        Map<String, List<Listener>> copy = new HashMap<>(byEvent);
        copy.remove(event);
        byEvent = copy;
    }

    synchronized void addAny(EventListener.Any listener) {
        any = with(any, listener);
    }

    List<Listener> of(String event) {
        return byEvent.getOrDefault(event, List.of());
    }

    List<EventListener.Any> any() {
        return any;
    }

    static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(more);
        return List.copyOf(longer);
    }
}
