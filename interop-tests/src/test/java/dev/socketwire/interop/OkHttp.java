package dev.socketwire.interop;

import static org.awaitility.Awaitility.await;

import io.socket.client.IO;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** The HTTP client beneath the sockets of the Java client: their own, with threads that end with it. */
public final class OkHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final OkHttpClient http;

    public OkHttp() {
        Dispatcher dispatcher = new Dispatcher(calls);
        dispatcher.setMaxRequestsPerHost(64);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool())
                .readTimeout(1, TimeUnit.MINUTES)
                .build();
    }

    /** A socket with these options goes over it. */
    public void carry(IO.Options options) {
        options.callFactory = http;
        options.webSocketFactory = http;
    }

    /** Waits for its threads: some calls begin while others are being cancelled. */
    @Override
    public void close() {
        calls.shutdown();
        await("the end of the client's threads").atMost(PATIENCE).until(() -> {
            http.dispatcher().cancelAll();
            http.connectionPool().evictAll();
            return calls.isTerminated();
        });
    }
}
