package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AsyncNamespaceRule;
import dev.socketwire.socketio.NamespaceRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From the name of a namespace that there is not to the first parent that lets it be made, one after the other, on the lane of
 * the socket to be.
 */
final class ParentQuest {
    private final ServerContext context;
    private final List<ParentState> parents;
    private final NamespaceRequest request;
    private final Consumer<Runnable> lane;
    private final BooleanSupplier over;

    /**
     * A quest.
     *
     * @param lane runs something on the lane of the socket to be
     * @param over whether the client has gone, and nobody needs to be asked any more
     */
    ParentQuest(
            ServerContext context,
            List<ParentState> parents,
            NamespaceRequest request,
            Consumer<Runnable> lane,
            BooleanSupplier over) {
        this.context = context;
        this.parents = List.copyOf(parents);
        this.request = request;
        this.lane = lane;
        this.over = over;
    }

    /** Begins; the one that lets it be made, or null, is told on the lane. */
    void begin(Consumer<@Nullable ParentState> end) {
        lane.accept(() -> ask(0, end));
    }

    private void ask(int index, Consumer<@Nullable ParentState> end) {
        if (index == parents.size() || over.getAsBoolean()) {
            end.accept(null);
            return;
        }
        ParentState parent = parents.get(index);
        answer(parent.rule()).whenComplete((yes, failure) -> {
            if (failure != null) {
                context.tell("", request.namespace(), failure);
            }
            boolean found = failure == null && Boolean.TRUE.equals(yes);
            lane.accept(found ? () -> end.accept(parent) : () -> ask(index + 1, end));
        });
    }

    private CompletionStage<Boolean> answer(AsyncNamespaceRule rule) {
        try {
            return Objects.requireNonNull(rule.allows(request), "rule answered no stage");
        } catch (Exception | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
