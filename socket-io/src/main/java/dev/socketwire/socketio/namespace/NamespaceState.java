package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.TransportStats;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.socketio.AsyncConnectMiddleware;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.NamespaceStats;
import dev.socketwire.socketio.ServerAnswers;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.codec.EventNameReader;
import dev.socketwire.socketio.spi.Adapter;
import dev.socketwire.socketio.spi.AdapterFactory;
import dev.socketwire.socketio.spi.Target;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One namespace: its middlewares, its handlers, its sockets by id, its members by loop. Any thread. */
public final class NamespaceState extends WholeNamespace {
    /** The adapters of a server that is alone. */
    public static final AdapterFactory ALONE = LocalAdapter::new;

    private static final long FIRST_REQUEST = 1 << 30;

    /**
     * Where a namespace that was made for a client comes from.
     *
     * @param emptied told when the last one has left it for good
     */
    record Descent(ParentState parent, Tenants tenants, Consumer<NamespaceState> emptied) {}

    private final String name;
    private final @Nullable Descent descent;
    private final CompletableFuture<Void> announced = new CompletableFuture<>();
    private final Choice everybody = new Choice(this, Target.EVERYBODY);
    private final RoomRegister rooms;
    private final ServerSide serverSide;
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, SocketState> sockets = new ConcurrentHashMap<>();
    private final Map<Scheduler, LoopMembers> loops = new ConcurrentHashMap<>();

    /** Set once, by {@link #adapter}. */
    private volatile @Nullable Adapter adapter;

    /** Set once, before the adapter; null where connections are not recovered. */
    private volatile @Nullable Recovery recovery;

    private final NamespaceTraffic traffic = new NamespaceTraffic();

    /**
     * A namespace.
     *
     * @param descent null for one that stays
     */
    NamespaceState(String name, ServerContext context, @Nullable Descent descent) {
        super(context);
        this.name = name;
        this.descent = descent;
        this.rooms = new RoomRegister(this, context);
        this.serverSide = new ServerSide(this, this::serverListeners);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int socketCount() {
        return sockets.size();
    }

    @Override
    public Optional<Socket> socket(String id) {
        return Optional.ofNullable(find(id));
    }

    @Override
    public List<Socket> sockets() {
        return List.copyOf(states());
    }

    @Override
    public RoomRegister rooms() {
        return rooms;
    }

    @Override
    public CompletableFuture<Integer> serverCount() {
        return adapter().serverCount().toCompletableFuture();
    }

    /** Brings sockets back whose connection broke; null where that is off. */
    @Nullable
    Recovery recovery() {
        if (context().recovery.isEmpty()) {
            return null;
        }
        adapter();
        return recovery;
    }

    /** Each loop that has, or has had, members. */
    void forEachLoop(BiConsumer<Scheduler, LoopMembers> action) {
        loops.forEach(action);
    }

    /**
     * Runs what completes a request to many sockets, in no turn of anybody: beside the lanes, or on a loop where listeners run on
     * loops, that of the caller where it is one.
     */
    void complete(Runnable completion) {
        Optional<Scheduler> own =
                loops.keySet().stream().filter(Scheduler::inLoop).findFirst();
        context().lanes.answer(own.or(() -> loops.keySet().stream().findFirst()), completion);
    }

    NamespaceTraffic traffic() {
        return traffic;
    }

    /** What it does and has done. */
    NamespaceStats stats() {
        TransportStats packets = traffic.stats();
        return new NamespaceStats(
                sockets.size(),
                rooms.size(),
                packets.packetsIn(),
                packets.packetsOut(),
                packets.bytesIn(),
                packets.bytesOut());
    }

    @Override
    Broadcast everybody() {
        return everybody;
    }

    /**
     * The id of a request to many sockets, the same for each. It is from the upper half of what every client can read, so that
     * it is never that of a request to one.
     */
    long nextRequest() {
        return FIRST_REQUEST + (requests.getAndIncrement() & (FIRST_REQUEST - 1));
    }

    @Override
    public void serverSideEmit(String event, Object... arguments) {
        serverSide.emit(event, arguments);
    }

    @Override
    public <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            Duration limit, String event, Type type, Object... arguments) {
        return serverSide.request(Choice.checked(limit), event, type, arguments);
    }

    ServerSide serverSide() {
        return serverSide;
    }

    /** The adapter; made by whoever needs it first. */
    Adapter adapter() {
        Adapter known = adapter;
        return known != null ? known : open();
    }

    /** Whether there is no other server to be told anything. */
    boolean isAlone() {
        return adapter() instanceof LocalAdapter;
    }

    /** The server closes: completes when the adapter has ended, be it well or not. */
    CompletableFuture<Void> stop() {
        Adapter known = adapter;
        if (known == null) {
            return CompletableFuture.completedFuture(null);
        }
        Recovery kept = recovery;
        CompletableFuture<Void> released = kept == null ? CompletableFuture.completedFuture(null) : kept.release();
        return released.thenCompose(nothing -> context().settle("adapter", known::stop));
    }

    /** The name as packets carry it. */
    String wireName() {
        return name;
    }

    @Override
    List<AsyncConnectMiddleware> middlewares() {
        return inherited(ParentState::middlewares, super.middlewares());
    }

    @Override
    List<Consumer<Socket>> handlers() {
        return inherited(ParentState::handlers, super.handlers());
    }

    @Override
    List<Listeners.Listener> serverListeners() {
        return inherited(ParentState::serverListeners, super.serverListeners());
    }

    /** Those of the parent come first. */
    private <T> List<T> inherited(Function<ParentState, List<T>> ofParent, List<T> own) {
        if (descent == null) {
            return own;
        }
        List<T> both = new ArrayList<>(ofParent.apply(descent.parent));
        both.addAll(own);
        return both;
    }

    /** A client asks to connect; false where the namespace is being removed. */
    boolean enter() {
        return descent == null || descent.tenants.enter();
    }

    /** A client that had entered was not let in, or its socket has ended. */
    void leave() {
        if (descent != null && descent.tenants.leave()) {
            descent.emptied.accept(this);
        }
    }

    /** There is no way to serve it: nobody enters a child any more. True where that closes it, which happens once. */
    boolean close() {
        return descent != null && descent.tenants.close();
    }

    /** Complete when the program has been told of this namespace: nobody is in it before. Fails where it cannot be served. */
    CompletableFuture<Void> announced() {
        return announced;
    }

    @Nullable
    SocketState find(String id) {
        return sockets.get(id);
    }

    Collection<SocketState> states() {
        return sockets.values();
    }

    /** The members on one loop. */
    LoopMembers members(Scheduler loop) {
        LoopMembers known = loops.get(loop);
        return known != null ? known : loops.computeIfAbsent(loop, key -> new LoopMembers());
    }

    /** A socket is connected. On its home loop. */
    void add(SocketState socket) {
        sockets.put(socket.id(), socket);
        members(socket.session().home()).add(socket);
        rooms.entered(socket.id());
    }

    /** A socket has ended. On its home loop. */
    void remove(SocketState socket, Iterable<String> itsRooms) {
        sockets.remove(socket.id(), socket);
        members(socket.session().home()).remove(socket, itsRooms);
        rooms.ended(socket, itsRooms);
        leave();
    }

    /**
     * Walks the chosen members, each loop its own.
     *
     * @param before run for each loop before its task is handed in
     * @param after run for each loop when it is done, or will never be
     */
    void onEveryLoop(Choice choice, Runnable before, Consumer<SocketState> action, Runnable after) {
        loops.forEach((loop, members) -> {
            before.run();
            Runnable task = () -> {
                try {
                    members.walk(choice, action);
                } finally {
                    after.run();
                }
            };
            if (loop.inLoop() && context().recovery.isEmpty()) {
                task.run();
            } else {
                try {
                    loop.execute(task);
                } catch (RejectedExecutionException e) {
                    // The loop has stopped: it has no members any more.
                    after.run();
                }
            }
        });
    }

    /** Runs something on a loop behind what was sent there before; nothing where the loop has stopped. */
    void inTurn(Scheduler loop, Runnable task) {
        if (loop.inLoop() && context().recovery.isEmpty()) {
            task.run();
        } else {
            Recovery.inTurn(loop, task, () -> {});
        }
    }

    private synchronized Adapter open() {
        Adapter known = adapter;
        if (known == null) {
            Adapter made = context().adapters.create(new LocalSockets(this));
            recovery = context()
                    .recovery
                    .map(options -> Recovery.of(this, options, made))
                    .orElse(null);
            adapter = made;
            known = made;
            context().settle("adapter", known::start);
        }
        return known;
    }

    static void checkName(String event) {
        if (EventNameReader.isReserved(event)) {
            throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
        }
    }
}
