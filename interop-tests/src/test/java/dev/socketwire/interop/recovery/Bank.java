package dev.socketwire.interop.recovery;

import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The accounts of a server: of each client that says its number when it connects. Any thread. */
final class Bank {
    private final SocketIoServer io;
    private final Map<Integer, Account> accounts = new ConcurrentHashMap<>();

    Bank(SocketIoServer io) {
        this.io = io;
        io.onConnection(this::serve);
    }

    Account account(int client) {
        return accounts.computeIfAbsent(client, number -> new Account(io, number));
    }

    private void serve(Socket socket) {
        Integer client = socket.auth(Who.class).client();
        // The well-behaved client of the siege has no account.
        if (client != null) {
            account(client).serve(socket);
        }
    }

    /** What a client brings. */
    record Who(@Nullable Integer client) {}
}
