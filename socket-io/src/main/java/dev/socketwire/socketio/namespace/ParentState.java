package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AsyncNamespaceRule;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.ParentNamespace;
import dev.socketwire.socketio.ServerAnswers;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.spi.RoomView;
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
import java.util.regex.Pattern;

/** A parent: its rule, what its children inherit, and the children that there are. Any thread. */
final class ParentState extends WholeNamespace implements ParentNamespace {
    private final String name;
    private final Optional<Pattern> pattern;
    private final AsyncNamespaceRule rule;
    private final Map<String, NamespaceState> children = new ConcurrentHashMap<>();
    private final ParentChoice everybody = new ParentChoice(this, Target.EVERYBODY);
    private final ParentRooms rooms = new ParentRooms(this);

    /**
     * A parent.
     *
     * @param pattern what the names of its children match, where that is all that it asks
     */
    ParentState(String name, ServerContext context, Optional<Pattern> pattern, AsyncNamespaceRule rule) {
        super(context);
        this.name = name;
        this.pattern = pattern;
        this.rule = rule;
    }

    AsyncNamespaceRule rule() {
        return rule;
    }

    /** Whether its rule is about names alone, and that name is one. */
    boolean isNamed(String child) {
        return pattern.isPresent() && pattern.get().matcher(child).matches();
    }

    /** A child is made; nobody is in it yet. */
    void add(NamespaceState child) {
        children.put(child.name(), child);
        rooms.add(child);
    }

    /** A child is no more. */
    void remove(NamespaceState child) {
        children.remove(child.name(), child);
    }

    Collection<NamespaceState> states() {
        return children.values();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Namespace> children() {
        return List.copyOf(children.values());
    }

    @Override
    public int socketCount() {
        return states().stream().mapToInt(NamespaceState::socketCount).sum();
    }

    @Override
    public Optional<Socket> socket(String id) {
        return states().stream().flatMap(child -> child.socket(id).stream()).findFirst();
    }

    @Override
    public List<Socket> sockets() {
        return states().stream().flatMap(child -> child.sockets().stream()).toList();
    }

    @Override
    public RoomView rooms() {
        return rooms;
    }

    @Override
    public CompletableFuture<Integer> serverCount() {
        return ParentChoice.all(
                        states().stream().map(NamespaceState::serverCount).toList())
                .thenApply(counts ->
                        counts.stream().mapToInt(Integer::intValue).max().orElse(1));
    }

    @Override
    Broadcast everybody() {
        return everybody;
    }

    @Override
    public void serverSideEmit(String event, Object... arguments) {
        ServerSide.checkName(event);
        states().forEach(child -> child.serverSideEmit(event, arguments));
    }

    @Override
    public <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            Duration limit, String event, Type type, Object... arguments) {
        ServerSide.checkName(event);
        Duration checked = Choice.checked(limit);
        List<CompletableFuture<ServerAnswers<R>>> asked = states().stream()
                .map(child -> child.<R>serverSideEmitWithAck(checked, event, type, arguments))
                .toList();
        return ParentChoice.all(asked).thenApply(all -> {
            List<R> answers = new ArrayList<>();
            all.forEach(one -> answers.addAll(one.answers()));
            return new ServerAnswers<>(
                    answers, all.stream().mapToInt(ServerAnswers::silentServers).sum());
        });
    }
}
