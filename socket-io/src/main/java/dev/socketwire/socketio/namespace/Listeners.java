package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.codec.ArgumentTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one socket, in the order of adding. Any thread: the list is short, kept small, and copied when it changes;
 * who walks it compares names.
 */
final class Listeners {
    /**
     * A listener.
     *
     * @param event what it listens to
     * @param types what its arguments are bound to; null for one that takes what comes
     * @param answers whether its result is the acknowledgement
     */
    record Listener(String event, @Nullable ArgumentTypes types, boolean answers, Call call) {}

    /** What a listener does; the arguments are the bound ones, or the one {@code Arguments}. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object with(List<@Nullable Object> arguments) throws Exception;
    }

    private volatile List<Listener> all = List.of();
    private volatile List<EventListener.Any> any = List.of();

    synchronized void add(Listener listener) {
        all = with(all, listener);
    }

    synchronized void remove(String event) {
        all = all.stream().filter(listener -> !listener.event.equals(event)).toList();
    }

    synchronized void addAny(EventListener.Any listener) {
        any = with(any, listener);
    }

    /** Those of every event. */
    List<Listener> all() {
        return all;
    }

    /** Those that listen to whatever comes. */
    List<EventListener.Any> any() {
        return any;
    }

    /** Whether somebody listens. */
    boolean hear(String event) {
        if (!any.isEmpty()) {
            return true;
        }
        for (Listener listener : all) {
            if (listener.event.equals(event)) {
                return true;
            }
        }
        return false;
    }

    static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(more);
        return List.copyOf(longer);
    }
}
