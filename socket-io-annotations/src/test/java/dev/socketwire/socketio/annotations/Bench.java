package dev.socketwire.socketio.annotations;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.socketwire.socketio.SocketIoServer;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** A server with controllers, and stock clients of it. */
final class Bench implements AutoCloseable {
    final SocketIoServer io;

    /** What the error hook was told: event and exception. */
    final BlockingQueue<Map.Entry<String, Throwable>> errors = new LinkedBlockingQueue<>();

    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final OkHttpClient http =
            new OkHttpClient.Builder().dispatcher(new Dispatcher(calls)).build();
    private final List<Socket> clients = new ArrayList<>();

    Bench(Consumer<SocketIoServer> setUp) {
        io = SocketIoServer.builder()
                .host("127.0.0.1")
                .onError((id, event, error) -> errors.add(Map.entry(event, error)))
                .build();
        setUp.accept(io);
        io.start();
    }

    static Bench of(Object... controllers) {
        return new Bench(io -> Controllers.register(io, controllers));
    }

    /** A client in a namespace, which hears these events. */
    Client connect(String namespace, String... events) throws Exception {
        IO.Options options = new IO.Options();
        options.transports = new String[] {WebSocket.NAME};
        options.forceNew = true;
        options.callFactory = http;
        options.webSocketFactory = http;
        Socket socket = IO.socket("http://127.0.0.1:" + io.port() + namespace, options);
        clients.add(socket);
        BlockingQueue<List<Object>> heard = new LinkedBlockingQueue<>();
        for (String event : events) {
            socket.on(event, arguments -> heard.add(Arrays.asList(arguments)));
        }
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        socket.once(Socket.EVENT_CONNECT, arguments -> connected.complete(true));
        socket.connect();
        connected.get(10, SECONDS);
        return new Client(socket, heard);
    }

    Map.Entry<String, Throwable> error() throws InterruptedException {
        Map.Entry<String, Throwable> error = errors.poll(10, SECONDS);
        if (error == null) {
            throw new AssertionError("the error hook was told nothing");
        }
        return error;
    }

    record Client(Socket socket, BlockingQueue<List<Object>> events) {
        List<Object> heard() throws InterruptedException {
            List<Object> event = events.poll(10, SECONDS);
            if (event == null) {
                throw new AssertionError("no event came");
            }
            return event;
        }

        void emit(String event, Object... arguments) {
            socket.emit(event, arguments);
        }

        List<Object> ask(String event, Object... arguments) throws Exception {
            CompletableFuture<List<Object>> answer = new CompletableFuture<>();
            socket.emit(event, arguments, (Ack) values -> answer.complete(Arrays.asList(values)));
            return answer.get(10, SECONDS);
        }
    }

    @Override
    public void close() {
        clients.forEach(Socket::disconnect);
        io.close();
        http.connectionPool().evictAll();
        calls.shutdown();
    }
}
