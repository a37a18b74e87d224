package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.AsyncPacketMiddleware;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.codec.ArgumentTypes;
import dev.socketwire.socketio.codec.EventNameReader;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a program listens to on one socket: events by name or whatever comes, and the end. Any thread. */
abstract class ListeningSocket implements Socket {
    private final ServerContext context;
    private final Listeners listeners = new Listeners();

    // Made when they are asked for; written with the lock, once.
    private volatile @Nullable OutgoingListeners outgoing;
    private volatile @Nullable EndListeners ends;

    /** Written with the lock. */
    private volatile List<Consumer<Throwable>> errors = List.of();

    /** Written with the lock. */
    private volatile List<Runnable> drains = List.of();

    /** Written with the lock, once. */
    private volatile @Nullable PacketGate gate;

    ListeningSocket(ServerContext context) {
        this.context = context;
    }

    final Listeners listeners() {
        return listeners;
    }

    final synchronized EndListeners ends() {
        EndListeners known = ends;
        if (known == null) {
            known = new EndListeners();
            ends = known;
        }
        return known;
    }

    private synchronized OutgoingListeners outgoing() {
        OutgoingListeners known = outgoing;
        if (known == null) {
            known = new OutgoingListeners();
            outgoing = known;
        }
        return known;
    }

    /** Something of this socket, where its listeners run. From whatever thread. */
    final void onLane(Runnable task) {
        if (context.lanes.isInline()) {
            onHome(() -> self().lane().run(task));
        } else {
            self().lane().run(task);
        }
    }

    /** Tells those who listen to what is sent; costs nothing where nobody does. From whatever thread. */
    final void tellOutgoing(String event, Object... arguments) {
        OutgoingListeners known = outgoing;
        List<EventListener.Outgoing> all = known == null ? List.of() : known.all();
        if (!all.isEmpty()) {
            List<Object> values = Collections.unmodifiableList(Arrays.asList(arguments.clone()));
            onLane(() -> all.forEach(listener -> guarded(event, () -> listener.on(event, values))));
        }
    }

    /** A middleware has refused an event. On the lane. */
    final void refused(String event, Throwable failure) {
        List<Consumer<Throwable>> all = errors;
        if (all.isEmpty()) {
            context.tell(id(), event, failure);
        }
        all.forEach(listener -> guarded("error", () -> listener.accept(failure)));
    }

    /** What events pass before their listeners, or null where there is nothing. */
    final @Nullable PacketGate gate() {
        return gate;
    }

    final boolean isGateFull() {
        PacketGate known = gate;
        return known != null && known.isFull();
    }

    /** On the lane. */
    final void closeGate() {
        PacketGate known = gate;
        if (known != null) {
            known.close();
        }
    }

    abstract SocketState self();

    abstract void onHome(Runnable task);

    /** Has the client read or not, as things are now. */
    abstract void regulateSoon();

    @Override
    public final <A> void on(String event, Type type, EventListener.One<A> listener) {
        add(event, List.of(type), Listeners.Mode.EACH, listener);
    }

    @Override
    public final <A, B> void on(String event, Type first, Type second, EventListener.Two<A, B> listener) {
        add(event, List.of(first, second), Listeners.Mode.EACH, listener);
    }

    @Override
    public final <A, B, C> void on(
            String event, Type first, Type second, Type third, EventListener.Three<A, B, C> listener) {
        add(event, List.of(first, second, third), Listeners.Mode.EACH, listener);
    }

    @Override
    public final void on(String event, EventListener.One<Arguments> listener) {
        listen(event, null, Listeners.Mode.EACH, listener);
    }

    @Override
    public final <A> void once(String event, Type type, EventListener.One<A> listener) {
        add(event, List.of(type), Listeners.Mode.ONCE, listener);
    }

    @Override
    public final <A, B> void once(String event, Type first, Type second, EventListener.Two<A, B> listener) {
        add(event, List.of(first, second), Listeners.Mode.ONCE, listener);
    }

    @Override
    public final <A, B, C> void once(
            String event, Type first, Type second, Type third, EventListener.Three<A, B, C> listener) {
        add(event, List.of(first, second, third), Listeners.Mode.ONCE, listener);
    }

    @Override
    public final void once(String event, EventListener.One<Arguments> listener) {
        listen(event, null, Listeners.Mode.ONCE, listener);
    }

    @Override
    public final <A> void onRequest(String event, Type type, EventListener.Answering<A, ?> listener) {
        add(event, List.of(type), Listeners.Mode.ANSWERING, listener);
    }

    @Override
    public final void onRequest(String event, EventListener.Answering<Arguments, ?> listener) {
        listen(event, null, Listeners.Mode.ANSWERING, listener);
    }

    @Override
    public final void onAny(EventListener.Any listener) {
        listeners.addAny(listener);
    }

    @Override
    public final void prependAny(EventListener.Any listener) {
        listeners.prependAny(listener);
    }

    @Override
    public final void offAny(EventListener.Any listener) {
        listeners.removeAny(listener);
    }

    @Override
    public final void offAny() {
        listeners.removeAllAny();
    }

    @Override
    public final void onAnyOutgoing(EventListener.Outgoing listener) {
        outgoing().add(listener);
    }

    @Override
    public final void prependAnyOutgoing(EventListener.Outgoing listener) {
        outgoing().prepend(listener);
    }

    @Override
    public final void offAnyOutgoing(EventListener.Outgoing listener) {
        outgoing().remove(listener);
    }

    @Override
    public final void offAnyOutgoing() {
        outgoing().removeAll();
    }

    @Override
    public final void off(String event, EventListener listener) {
        listeners.remove(event, listener);
    }

    @Override
    public final void off(String event) {
        listeners.remove(event);
    }

    @Override
    public final void off() {
        listeners.removeAll();
    }

    @Override
    public final synchronized void useAsync(AsyncPacketMiddleware middleware) {
        PacketGate known = gate;
        if (known == null) {
            known = new PacketGate(self());
        }
        known.add(middleware);
        gate = known;
    }

    @Override
    public final synchronized void onError(Consumer<Throwable> listener) {
        errors = Listeners.with(errors, listener);
    }

    @Override
    public final synchronized void onDrain(Runnable listener) {
        drains = Listeners.with(drains, listener);
    }

    /** The client takes events again. On the home loop. */
    final void drained() {
        List<Runnable> all = drains;
        if (!all.isEmpty()) {
            self().lane().run(() -> all.forEach(listener -> guarded("drain", listener::run)));
        }
    }

    @Override
    public final void onDisconnecting(BiConsumer<DisconnectReason, Optional<String>> listener) {
        ends().addDisconnecting(listener);
    }

    @Override
    public final void onDisconnect(BiConsumer<DisconnectReason, Optional<String>> listener) {
        ends().addDisconnected(listener);
    }

    /** Runs code of the program; what it throws harms nothing. */
    final void guarded(String what, Action action) {
        try {
            action.run();
        } catch (Exception | Error e) {
            context.tell(id(), what, e);
        }
    }

    /** Code of the program. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private void add(String event, List<Type> types, Listeners.Mode mode, EventListener listener) {
        listen(event, context.listened(types), mode, listener);
    }

    private void listen(String event, @Nullable ArgumentTypes types, Listeners.Mode mode, EventListener listener) {
        if (EventNameReader.isReserved(event)) {
            throw new IllegalArgumentException(
                    "\"" + event
                            + "\" is a reserved event name, no client sends it: see onConnection, onDisconnecting, onDisconnect");
        }
        listeners.add(new Listeners.Listener(event, types, mode, listener));
    }
}
