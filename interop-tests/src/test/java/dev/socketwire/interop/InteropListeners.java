package dev.socketwire.interop;

import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What the server of the scenarios does, event by event: the same as {@code reference-server.mjs}. */
record InteropListeners(Namespace namespace, Collection<Ended> ends) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final DataKey<String> TAG = DataKey.of("tag", String.class);
    private static final DataKey<String[]> LAST_ROOMS = DataKey.of("rooms", String[].class);

    /** A socket that the client had tagged has ended. */
    record Ended(String tag, Gone gone) {}

    /** Whether a tagged socket can be sent to at once: where it polls, its poll waits. */
    static boolean isReady(Socket socket, String tag) {
        return socket.data().get(TAG).filter(tag::equals).isPresent() && socket.isWritable();
    }

    void listen(Socket socket) {
        socket.emit("welcome", "to", "you");
        echo(socket);
        ask(socket);
        rooms(socket);
        count(socket);
        end(socket);
    }

    private static void echo(Socket socket) {
        socket.onRequest("who am i", args -> socket.id());
        socket.on("echo", args -> socket.emit("echo", values(args)));
        socket.onRequest("echo back", args -> args);
        socket.onRequest("code points", String.class, text -> text.codePoints().toArray());
        socket.onRequest("spell", int[].class, points -> new String(points, 0, points.length));
        socket.onRequest("give me bytes", Integer.class, count -> new byte[count]);
        socket.on("message", args -> socket.send(values(args)));
        socket.on("say nothing", args -> {});
    }

    private static void ask(Socket socket) {
        socket.on(
                "ask me",
                Object.class,
                value -> socket.timeout(PATIENCE)
                        .request("question", Object.class, value)
                        .thenAccept(answer -> socket.emit("answered", answer)));
        socket.on(
                "ask me in vain",
                Long.class,
                limit -> socket.timeout(Duration.ofMillis(limit))
                        .request("question", Object.class, "is there anybody?")
                        .whenComplete((answer, timeout) -> {
                            if (timeout != null) {
                                socket.emit("unanswered");
                            }
                        }));
    }

    private void rooms(Socket socket) {
        socket.onRequest("join", String.class, room -> {
            socket.join(room);
            return true;
        });
        socket.onRequest("leave", String.class, room -> {
            socket.leave(room);
            return true;
        });
        socket.on(
                "tell room",
                String.class,
                Object.class,
                (room, text) -> socket.to(room).emit("news", text));
        socket.on(
                "tell all in",
                String.class,
                Object.class,
                (room, text) -> namespace.in(room).emit("news", text));
        socket.on(
                "tell all except",
                String.class,
                Object.class,
                (room, text) -> namespace.except(room).emit("news", text));
        socket.on("tell others", Object.class, text -> socket.broadcast().emit("news", text));
        socket.on("tell all", Object.class, text -> namespace.emit("news", text));
    }

    private static void count(Socket socket) {
        socket.on("tick me", Integer.class, count -> {
            for (int i = 0; i < count; i++) {
                socket.emit("tick", i);
            }
        });
        // The events of a socket come one after the other: what is out of order here came out of order.
        AtomicInteger tocks = new AtomicInteger();
        AtomicInteger misplaced = new AtomicInteger();
        socket.on("tock", Integer.class, i -> {
            if (i != tocks.getAndIncrement()) {
                misplaced.incrementAndGet();
            }
        });
        socket.onRequest("tocks", args -> Answer.of(tocks.get(), misplaced.get() == 0));
    }

    private void end(Socket socket) {
        socket.onRequest("tag", String.class, name -> {
            socket.data().put(TAG, name);
            return name;
        });
        socket.on("disconnect me", Boolean.class, socket::disconnect);
        socket.onDisconnecting(
                reason -> socket.data().put(LAST_ROOMS, socket.rooms().toArray(String[]::new)));
        socket.onDisconnect(reason -> socket.data().get(TAG).ifPresent(tag -> {
            List<String> rooms = List.of(socket.data().get(LAST_ROOMS).orElseThrow());
            ends.add(new Ended(tag, new Gone(reason.toString(), rooms)));
        }));
    }

    private static Object[] values(Arguments args) {
        return IntStream.range(0, args.size())
                .mapToObj(i -> args.get(i, Object.class))
                .toArray();
    }
}
