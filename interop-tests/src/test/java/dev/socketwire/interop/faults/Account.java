package dev.socketwire.interop.faults;

import dev.socketwire.socketio.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What the server has and has sent of one client. Any thread. */
final class Account {
    /** So many are under way: the last of them is a request, and its answer lets the next ones go. */
    static final int WINDOW = 25;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final int client;
    private final int events;
    private final Book up;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    /**
     * An empty one.
     *
     * @param events how many to send
     */
    Account(int client, int events) {
        this.client = client;
        this.events = events;
        this.up = new Book(client, Entry.UP);
    }

    /** Has a socket served: what it sends is entered, what it is to get is sent. */
    void serve(Socket socket) {
        socket.on("up", Entry.class, up::enter);
        socket.onRequest("upAsk", Entry.class, entry -> {
            up.enter(entry);
            return entry.number();
        });
        socket.onDisconnect(reason -> ends.incrementAndGet());
        send(socket);
    }

    private void send(Socket socket) {
        int end = Math.min(events, sent.get() + WINDOW);
        if (sent.get() >= end) {
            return;
        }
        while (sent.get() < end - 1) {
            socket.emit("down", Entry.of(client, Entry.DOWN, sent.getAndIncrement()));
        }
        int last = sent.getAndIncrement();
        requests.incrementAndGet();
        socket.timeout(PATIENCE)
                .request("downAsk", Integer.class, Entry.of(client, Entry.DOWN, last))
                .whenComplete((answer, failure) -> {
                    if (failure == null && answer == last) {
                        answers.incrementAndGet();
                        send(socket);
                    } else {
                        failures.incrementAndGet();
                    }
                });
    }

    /** What has come from the client. */
    Book up() {
        return up;
    }

    /** How many were sent to the client. */
    int sent() {
        return sent.get();
    }

    /** Requests to the client that have not ended, by an answer or by a failure; below 0 where one ended twice. */
    int openRequests() {
        return requests.get() - answers.get() - failures.get();
    }

    int failedRequests() {
        return failures.get();
    }

    /** How many sockets of the client have ended. */
    int ends() {
        return ends.get();
    }
}
