package dev.socketwire.interop.soak;

import dev.socketwire.interop.OkHttp;
import dev.socketwire.interop.Way;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The stock clients of npm, in a program of their own, and of Java: they ask once a second, and come back where they broke off. */
final class StockGuests {
    private static final int JAVA_CLIENTS_OF_A_WAY = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private final Tally tally;
    private final Process npm;
    private final List<Socket> sockets = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final OkHttp http = new OkHttp();

    private StockGuests(int port, Tally tally, Process npm) {
        this.port = port;
        this.tally = tally;
        this.npm = npm;
    }

    /** They come and ask. */
    static StockGuests come(int port, Tally tally) throws IOException {
        Process npm = new ProcessBuilder("node", "soak.mjs", "--url", "http://127.0.0.1:" + port)
                .directory(Path.of(System.getProperty("interop.npm")).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        StockGuests guests = new StockGuests(port, tally, npm);
        for (Way way : Way.values()) {
            for (int i = 0; i < JAVA_CLIENTS_OF_A_WAY; i++) {
                guests.sockets.add(guests.connect(way));
            }
        }
        guests.clock.scheduleAtFixedRate(guests::askAll, 1, 1, TimeUnit.SECONDS);
        return guests;
    }

    private Socket connect(Way way) {
        IO.Options options = new IO.Options();
        options.transports = way.transports();
        options.forceNew = true;
        http.carry(options);
        Socket socket = IO.socket(URI.create("http://127.0.0.1:" + port), options);
        socket.on(Socket.EVENT_CONNECT, nothing -> tally.count("stock Java clients connected"));
        socket.on("tick", nothing -> tally.count("events, stock Java clients"));
        return socket.connect();
    }

    private void askAll() {
        for (Socket socket : sockets) {
            Object[] question = {"from Java"};
            if (socket.connected()) {
                socket.emit("echo", question, (Ack) answer -> tally.count("answers, stock Java clients"));
            }
        }
    }

    /** They disconnect and end. */
    void leave() throws IOException, InterruptedException {
        clock.shutdownNow();
        sockets.forEach(Socket::disconnect);
        npm.outputWriter(StandardCharsets.UTF_8).close();
        String counts = npm.inputReader(StandardCharsets.UTF_8).readLine();
        if (counts == null || !npm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            npm.destroyForcibly();
            throw new AssertionError("the stock npm clients ended badly: " + counts);
        }
        JsonMapper.shared()
                .readTree(counts)
                .properties()
                .forEach(count -> tally.add(count.getKey(), count.getValue().asLong()));
        http.close();
    }
}
