package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.Socket;
import java.util.List;
import java.util.function.Consumer;

/** What a program listens to on one socket: events by name or whatever comes, and the end. Any thread. */
abstract class ListeningSocket implements Socket {
    private final ServerContext context;
    private final Listeners listeners = new Listeners();
    private final EndListeners ends = new EndListeners();

    ListeningSocket(ServerContext context) {
        this.context = context;
    }

    final Listeners listeners() {
        return listeners;
    }

    final EndListeners ends() {
        return ends;
    }

    @Override
    public final <A> void on(String event, Class<A> type, EventListener.One<A> listener) {
        add(event, List.of(type), values -> {
            listener.on(Values.get(values, 0));
            return null;
        });
    }

    @Override
    public final <A, B> void on(String event, Class<A> first, Class<B> second, EventListener.Two<A, B> listener) {
        add(event, List.of(first, second), values -> {
            listener.on(Values.get(values, 0), Values.get(values, 1));
            return null;
        });
    }

    @Override
    public final <A, B, C> void on(
            String event, Class<A> first, Class<B> second, Class<C> third, EventListener.Three<A, B, C> listener) {
        add(event, List.of(first, second, third), values -> {
            listener.on(Values.get(values, 0), Values.get(values, 1), Values.get(values, 2));
            return null;
        });
    }

    @Override
    public final void on(String event, EventListener.One<Arguments> listener) {
        listeners.add(new Listeners.Listener(event, null, false, values -> {
            listener.on(Values.get(values, 0));
            return null;
        }));
    }

    @Override
    public final <A> void onRequest(String event, Class<A> type, EventListener.Answering<A, ?> listener) {
        listeners.add(new Listeners.Listener(
                event, context.types(List.of(type)), true, values -> listener.answer(Values.get(values, 0))));
    }

    @Override
    public final void onRequest(String event, EventListener.Answering<Arguments, ?> listener) {
        listeners.add(new Listeners.Listener(event, null, true, values -> listener.answer(Values.get(values, 0))));
    }

    @Override
    public final void onAny(EventListener.Any listener) {
        listeners.addAny(listener);
    }

    @Override
    public final void off(String event) {
        listeners.remove(event);
    }

    @Override
    public final void onDisconnecting(Consumer<DisconnectReason> listener) {
        ends.addDisconnecting(listener);
    }

    @Override
    public final void onDisconnect(Consumer<DisconnectReason> listener) {
        ends.addDisconnected(listener);
    }

    private void add(String event, List<Class<?>> types, Listeners.Call call) {
        listeners.add(new Listeners.Listener(event, context.types(types), false, call));
    }
}
