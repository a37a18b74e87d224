package dev.socketwire.interop.security;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A well-behaved client that is connected the whole time: a thread of its own answers heartbeats. Any thread. */
final class Bystander implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    private final Client client;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Thread reader = new Thread(this::readOn, "bystander");

    private Bystander(Client client) {
        this.client = client;
    }

    static Bystander connect(RawHttp http) {
        Bystander bystander = new Bystander(Client.open(http).join());
        bystander.reader.setDaemon(true);
        bystander.reader.start();
        return bystander;
    }

    String id() {
        return client.id();
    }

    /** Sends an event that the server answers with itself. */
    void ask(String text) {
        send("42[\"echo\",\"" + text + "\"]");
    }

    void send(String packet) {
        synchronized (client) {
            client.send(packet);
        }
    }

    /**
     * Whether the answer to {@link #ask} comes within a time; what else comes meanwhile is passed over. The time is counted in
     * looks: one in which this process got no turn itself counts no more than any other.
     */
    boolean hears(String text, long millis) {
        // With recovery on, the number of the event stands behind it.
        String expected = "42[\"echo\",\"" + text + "\"";
        try {
            for (long looks = millis / LOOK_MILLIS; looks > 0; ) {
                String next = heard.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    looks--;
                } else if (next.startsWith(expected)) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private void readOn() {
        RawWebSocket ws = client.ws().timeout(Duration.ofMinutes(5));
        try {
            while (true) {
                String message = ws.readText();
                if (message.equals("2")) {
                    send("3");
                } else {
                    heard.add(message);
                }
            }
        } catch (UncheckedIOException | AssertionError e) {
            heard.add("gone: " + e);
        }
    }
}
