package dev.socketwire.interop.faults;

import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The books of a server: an account for each client that says its number when it connects. Any thread. */
final class Bank {
    private final Map<Integer, Account> accounts = new ConcurrentHashMap<>();
    private final int events;

    private Bank(int events) {
        this.events = events;
    }

    /** Keeps the books of a server, and sends each client so many events. */
    static Bank of(SocketIoServer io, int events) {
        Bank bank = new Bank(events);
        io.onConnection(socket ->
                clientOf(socket).ifPresent(client -> bank.account(client).serve(socket)));
        return bank;
    }

    /** The number of a client; empty for one that has no account, such as the well-behaved one beside the others. */
    static Optional<Integer> clientOf(Socket socket) {
        try {
            Who who = socket.auth(Who.class);
            return who == null ? Optional.empty() : Optional.ofNullable(who.client());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Account account(int client) {
        return accounts.computeIfAbsent(client, number -> new Account(number, events));
    }

    /** What a client brings. */
    record Who(@Nullable Integer client) {}
}
