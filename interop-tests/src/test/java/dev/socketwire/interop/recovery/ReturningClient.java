package dev.socketwire.interop.recovery;

import dev.socketwire.interop.security.Client;
import dev.socketwire.testkit.FaultyLine;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client on a raw WebSocket whose line breaks at random bytes, in handshakes, in CONNECTs and in events: by a reset, by an end,
 * or in silence, so that it is back before the server knows. It brings its secret and its offset. Belongs to one thread.
 */
final class ReturningClient implements Callable<Book> {
    private static final Pattern PID = Pattern.compile("\"pid\":\"([^\"]+)\"");

    private final int client;
    private final FaultyLine line;
    private final Account account;
    private final int wanted;
    private final Book down;
    private final SplittableRandom random;

    /** Used on the thread of the line. */
    private final SplittableRandom chanceOfLine;

    private final AtomicInteger breaks = new AtomicInteger();
    private String pid = "";
    private String offset = "";
    private int sent;

    /** Left without a farewell; the server may not know. */
    private @Nullable RawHttp abandoned;

    /**
     * Whose line goes to a server.
     *
     * @param wanted how often it has to break
     */
    ReturningClient(int client, FaultyLine line, Account account, int wanted) {
        this.client = client;
        this.line = line;
        this.account = account;
        this.wanted = wanted;
        this.down = new Book(client, Numbered.DOWN);
        this.random = new SplittableRandom(client);
        this.chanceOfLine = random.split();
        account.until(() -> breaks.get() >= wanted);
    }

    /** How often its line broke. */
    int breaks() {
        return breaks.get();
    }

    /** Comes again and again, until it has all. */
    @Override
    public Book call() {
        while (!isDone()) {
            RawHttp http = RawHttp.connect(line.port());
            try {
                visit(RawWebSocket.upgrade(http, Client.TARGET).timeout(Duration.ofSeconds(20)));
                leave(http);
            } catch (UncheckedIOException | AssertionError e) {
                if (pid.isEmpty()) {
                    throw e;
                }
                http.close();
            }
            breaks.incrementAndGet();
        }
        leave(null);
        return down;
    }

    /** Until it has all, or has had enough of this line. */
    private void visit(RawWebSocket ws) {
        ws.readText();
        ws.sendText(connect());
        int patience = random.nextInt(200);
        for (int i = 0; !isDone() && (i < patience || pid.isEmpty()); i++) {
            take(ws, ws.readText());
        }
    }

    private void leave(@Nullable RawHttp http) {
        if (abandoned != null) {
            abandoned.close();
        }
        abandoned = http;
    }

    private boolean isDone() {
        return account.isOver() && down.last() >= account.sent() - 1;
    }

    private String connect() {
        String auth = "40{\"client\":" + client;
        if (!pid.isEmpty()) {
            auth += ",\"pid\":\"" + pid + "\"" + (offset.isEmpty() ? "" : ",\"offset\":\"" + offset + "\"");
        }
        return auth + "}";
    }

    private void take(RawWebSocket ws, String packet) {
        if (packet.equals("2")) {
            ws.sendText("3");
        } else if (packet.startsWith("40")) {
            connected(packet);
            got(ws);
        } else {
            JsonNode event = JsonMapper.shared().readTree(packet.substring(packet.indexOf('[')));
            Numbered numbered = JsonMapper.shared().treeToValue(event.get(1), Numbered.class);
            if (packet.startsWith("451-") && !Arrays.equals(ws.readBinary(), numbered.attachment())) {
                down.spoiled();
            }
            down.enter(numbered);
            offset = event.get(event.size() - 1).asString();
            if (numbered.isLast()) {
                got(ws);
            }
        }
    }

    private void connected(String packet) {
        Matcher matcher = PID.matcher(packet);
        if (!matcher.find()) {
            throw new IllegalStateException("no pid in " + packet);
        }
        String told = matcher.group(1);
        if (pid.isEmpty()) {
            pid = told;
            plan();
        } else if (!pid.equals(told)) {
            throw new IllegalStateException(
                    "not believed with offset " + offset + " after break " + breaks + ", " + down);
        }
    }

    private void got(RawWebSocket ws) {
        Numbered event = Numbered.of(client, Numbered.UP, sent++, false);
        ws.sendText("42[\"got\"," + JsonMapper.shared().writeValueAsString(event) + "," + down.last() + "]");
    }

    /** The next break of the line: it may come at any byte. */
    private void plan() {
        if (breaks.get() < wanted) {
            boolean upwards = chanceOfLine.nextInt(4) == 0;
            (upwards ? line.toServer() : line.toClient())
                    .after(1 + chanceOfLine.nextInt(upwards ? 1_500 : 9_000), this::cut);
        }
    }

    private void cut() {
        if (chanceOfLine.nextBoolean()) {
            line.reset();
        } else {
            line.toServer().halfClose();
            line.toClient().halfClose();
        }
        plan();
    }
}
