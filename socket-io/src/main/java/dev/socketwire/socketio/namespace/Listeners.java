package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.codec.ArgumentTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one socket, in the order of adding. Any thread: the list is short, kept small, and copied when it changes;
 * who walks it compares names.
 */
final class Listeners {
    /** How a listener listens. */
    enum Mode {
        /** To every event of its name. */
        EACH,
        /** To the next one. */
        ONCE,
        /** To every event of its name, and its result is the acknowledgement. */
        ANSWERING
    }

    /**
     * A listener. Sockets have many: it is called by its kind, without an object that says how.
     *
     * @param event what it listens to
     * @param types what its arguments are bound to; null for one that takes what comes
     * @param origin what the program has added, of the shape that mode and types tell
     */
    record Listener(String event, @Nullable ArgumentTypes types, Mode mode, EventListener origin) {
        /** Calls it with the bound arguments, or the one {@code Arguments}; answers its answer, or null. */
        @Nullable
        Object call(List<@Nullable Object> arguments) throws Exception {
            if (mode == Mode.ANSWERING) {
                EventListener.Answering<Object, ?> listener = as();
                return listener.answer(Values.get(arguments, 0));
            }
            switch (types == null ? 1 : types.count()) {
                case 1 -> {
                    EventListener.One<Object> listener = as();
                    listener.on(Values.get(arguments, 0));
                }
                case 2 -> {
                    EventListener.Two<Object, Object> listener = as();
                    listener.on(Values.get(arguments, 0), Values.get(arguments, 1));
                }
                default -> {
                    EventListener.Three<Object, Object, Object> listener = as();
                    listener.on(Values.get(arguments, 0), Values.get(arguments, 1), Values.get(arguments, 2));
                }
            }
            return null;
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private <L extends EventListener> L as() {
            return (L) origin;
        }
    }

    private static final Listener[] NONE = {};

    /** Never changed, only replaced; an array, for sockets are many. */
    private volatile Listener[] all = NONE;

    private volatile List<EventListener.Any> any = List.of();

    synchronized void add(Listener listener) {
        Listener[] longer = Arrays.copyOf(all, all.length + 1);
        longer[all.length] = listener;
        all = longer;
    }

    synchronized void remove(String event) {
        all = Arrays.stream(all)
                .filter(listener -> !listener.event.equals(event))
                .toArray(Listener[]::new);
    }

    synchronized void removeAll() {
        all = NONE;
    }

    /** Takes off what the program has added, the last one where there are several. */
    synchronized void remove(String event, EventListener origin) {
        for (int i = all.length - 1; i >= 0; i--) {
            if (all[i].event.equals(event) && all[i].origin == origin) {
                take(all[i]);
                return;
            }
        }
    }

    /** Takes a listener off; false where it was taken off before. */
    synchronized boolean take(Listener listener) {
        Listener[] others =
                Arrays.stream(all).filter(known -> known != listener).toArray(Listener[]::new);
        boolean known = others.length < all.length;
        all = others;
        return known;
    }

    synchronized void addAny(EventListener.Any listener) {
        any = with(any, listener);
    }

    synchronized void prependAny(EventListener.Any listener) {
        any = inFront(any, listener);
    }

    synchronized void removeAny(EventListener.Any listener) {
        any = without(any, first(any, known -> known == listener));
    }

    synchronized void removeAllAny() {
        any = List.of();
    }

    /** Those of every event; borrowed, not to be changed. */
    Listener[] all() {
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

    static <T> List<T> inFront(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.add(more);
        longer.addAll(list);
        return List.copyOf(longer);
    }

    /** Where in a list something stands, or -1. */
    static <T> int first(List<T> list, Predicate<T> wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (wanted.test(list.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** A list without one of its elements; the same one where the index is negative. */
    static <T> List<T> without(List<T> list, int index) {
        if (index < 0) {
            return list;
        }
        List<T> shorter = new ArrayList<>(list);
        shorter.remove(index);
        return List.copyOf(shorter);
    }
}
