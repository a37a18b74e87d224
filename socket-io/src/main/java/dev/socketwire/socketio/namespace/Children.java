package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AsyncNamespaceRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The namespaces that are made when a client asks for them, and their parents in the order of adding. Any thread. */
final class Children {
    private final ServerContext context;
    private final Namespaces.ChildRules rules;
    private final Map<String, NamespaceState> byName;
    private final Consumer<NamespaceState> announcement;
    private final List<ParentState> parents = new CopyOnWriteArrayList<>();
    private final AtomicInteger parentNames = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();

    /** Those that are being removed, and are in no map any more: until their adapters have ended. */
    private final Map<NamespaceState, CompletableFuture<Void>> stopping = new ConcurrentHashMap<>();

    /**
     * No parents yet.
     *
     * @param byName all namespaces of the server; children are added and removed here
     * @param announcement told of a child before anybody is in it
     */
    Children(
            ServerContext context,
            Namespaces.ChildRules rules,
            Map<String, NamespaceState> byName,
            Consumer<NamespaceState> announcement) {
        this.context = context;
        this.rules = rules;
        this.byName = byName;
        this.announcement = announcement;
    }

    ParentState parent(Optional<Pattern> pattern, AsyncNamespaceRule rule) {
        ParentState parent = new ParentState("/_" + parentNames.getAndIncrement(), context, pattern, rule);
        parents.add(parent);
        return parent;
    }

    List<ParentState> parents() {
        return parents;
    }

    /** The first parent whose pattern fits, for a program that asks by name; or null. */
    @Nullable
    ParentState named(String name) {
        for (ParentState parent : parents) {
            if (parent.isNamed(name)) {
                return parent;
            }
        }
        return null;
    }

    /**
     * The namespace of that name for a client that its parent lets in, entered; made where there is none. Null where there are
     * as many as there may be.
     */
    @Nullable
    NamespaceState enter(String name, ParentState parent) {
        while (true) {
            NamespaceState child = byName.get(name);
            if (child == null && count.get() >= rules.most()) {
                return null;
            }
            child = child == null ? get(name, parent) : child;
            if (child.enter()) {
                return child;
            }
            // The one that was there is being removed: another one takes its place.
            byName.remove(name, child);
        }
    }

    /**
     * The namespace of that name, made where there is none. What its adapter fails with is thrown, and there is none then: the
     * next one who asks may have more luck.
     */
    NamespaceState get(String name, ParentState parent) {
        NamespaceState known = byName.get(name);
        if (known != null) {
            return known;
        }
        NamespaceState made = new NamespaceState(
                name,
                context,
                new NamespaceState.Descent(parent, new Tenants(rules.cleanup()), child -> remove(parent, child)));
        known = byName.putIfAbsent(name, made);
        if (known != null) {
            return known;
        }
        count.incrementAndGet();
        parent.add(made);
        try {
            made.adapter();
        } catch (RuntimeException | Error e) {
            if (made.close()) {
                remove(parent, made);
            }
            made.announced().completeExceptionally(e);
            throw e;
        }
        announcement.accept(made);
        return made;
    }

    /** The last one has gone from a child, or it cannot be served; called once. */
    private void remove(ParentState parent, NamespaceState child) {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        // First: whoever does not find the child any more finds this.
        stopping.put(child, stopped);
        byName.remove(child.name(), child);
        parent.remove(child);
        count.decrementAndGet();
        child.stop().whenComplete((nothing, failure) -> {
            stopping.remove(child);
            stopped.complete(null);
        });
    }

    /** Complete when the adapters of all that are being removed by now have ended. */
    CompletableFuture<Void> stopped() {
        return CompletableFuture.allOf(stopping.values().toArray(CompletableFuture<?>[]::new));
    }
}
