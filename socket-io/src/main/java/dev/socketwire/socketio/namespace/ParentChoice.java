package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.spi.Target;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A choice of sockets of all children of a parent: what is done is done in each. Any thread. */
record ParentChoice(ParentState parent, Target target) implements Operators {
    @Override
    public Broadcast with(Target other) {
        return new ParentChoice(parent, other);
    }

    @Override
    public void emit(String event, Object... arguments) {
        NamespaceState.checkName(event);
        choices().forEach(choice -> choice.emit(event, arguments));
    }

    @Override
    public <R> CompletableFuture<AckReport<R>> request(String event, Type type, Object... arguments) {
        NamespaceState.checkName(event);
        List<CompletableFuture<AckReport<R>>> asked = choices().stream()
                .map(choice -> choice.<R>request(event, type, arguments))
                .toList();
        return all(asked).thenApply(reports -> {
            int sockets = 0;
            int silentServers = 0;
            List<AckReport.Reply<R>> replies = new ArrayList<>();
            Set<String> silent = new HashSet<>();
            for (AckReport<R> report : reports) {
                sockets += report.asked();
                silentServers += report.silentServers();
                replies.addAll(report.replies());
                silent.addAll(report.silent());
            }
            return new AckReport<>(sockets, replies, silent, silentServers);
        });
    }

    @Override
    public CompletableFuture<FoundSockets> fetchSockets() {
        return all(choices().stream().map(Choice::fetchSockets).toList()).thenApply(found -> {
            List<RemoteSocket> sockets = new ArrayList<>();
            found.forEach(sockets::addAll);
            return new FoundSockets(
                    sockets,
                    found.stream().mapToInt(FoundSockets::silentServers).sum());
        });
    }

    @Override
    public void socketsJoin(String... rooms) {
        choices().forEach(choice -> choice.socketsJoin(rooms));
    }

    @Override
    public void socketsLeave(String... rooms) {
        choices().forEach(choice -> choice.socketsLeave(rooms));
    }

    @Override
    public void disconnectSockets(boolean close) {
        choices().forEach(choice -> choice.disconnectSockets(close));
    }

    /** What all of them have come to. */
    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .thenApply(
                        nothing -> futures.stream().map(CompletableFuture::join).toList());
    }

    private List<Choice> choices() {
        return parent.states().stream().map(child -> new Choice(child, target)).toList();
    }
}
