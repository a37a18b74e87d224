package dev.socketwire.interop.soak;

import dev.socketwire.testkit.RawHttp;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that polls, with one connection for what it asks and one for what it tells. */
final class PollingLink implements Link {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final Place place;
    private final int revision;
    private final RawHttp polls;
    private final RawHttp posts;
    private final Queue<String> inbox = new ArrayDeque<>();
    private String sid = "";

    private PollingLink(Place place, int revision, RawHttp polls, RawHttp posts) {
        this.place = place;
        this.revision = revision;
        this.polls = polls;
        this.posts = posts;
    }

    /** Opens a session. */
    static PollingLink open(Place place, int revision) {
        RawHttp polls = RawHttp.connect(place.port()).timeout(place.patience());
        try {
            RawHttp posts = RawHttp.connect(place.port()).timeout(place.patience());
            PollingLink link = new PollingLink(place, revision, polls, posts);
            return link.handshake();
        } catch (UncheckedIOException e) {
            polls.close();
            throw e;
        }
    }

    private PollingLink handshake() {
        try {
            poll();
            String open = String.valueOf(inbox.poll());
            Matcher matcher = SID.matcher(open);
            if (!matcher.find()) {
                throw new AssertionError("no open packet: " + open);
            }
            sid = matcher.group(1);
            return this;
        } catch (UncheckedIOException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Goes on as a WebSocket, with what is unread. */
    WebSocketLink upgrade() {
        WebSocketLink ws = WebSocketLink.open(place, revision, "&sid=" + sid, inbox);
        try {
            return ws.finishUpgrade();
        } catch (UncheckedIOException | AssertionError e) {
            ws.close();
            throw e;
        } finally {
            close();
        }
    }

    @Override
    public void send(String packet) {
        String body = revision == 3 ? packet.length() + ":" + packet : packet;
        RawHttp.Response answer = posts.post(target(), body, "Content-Type: text/plain;charset=UTF-8");
        if (answer.status() != 200) {
            throw new UncheckedIOException(new EOFException("a POST was answered by " + answer.status()));
        }
    }

    @Override
    public String read() {
        while (true) {
            for (String packet = inbox.poll(); packet != null; packet = inbox.poll()) {
                switch (packet) {
                    case "2" -> send("3");
                    case "3", "6" -> {} // the answer to our ping, and what ends a poll
                    case "1" -> throw new UncheckedIOException(new EOFException("the server closed"));
                    default -> {
                        return packet.startsWith("b") ? BYTES : packet;
                    }
                }
            }
            poll();
        }
    }

    private void poll() {
        RawHttp.Response answer = polls.get(target());
        if (answer.status() != 200) {
            throw new UncheckedIOException(new EOFException("a poll was answered by " + answer.status()));
        }
        if (revision == 3) {
            String payload = answer.text();
            for (int at = 0; at < payload.length(); ) {
                int colon = payload.indexOf(':', at);
                int end = colon + 1 + Integer.parseInt(payload.substring(at, colon));
                inbox.add(payload.substring(colon + 1, end));
                at = end;
            }
        } else {
            inbox.addAll(List.of(answer.text().split("\u001e")));
        }
    }

    private String target() {
        // Old clients say so where they cannot take bytes.
        return "/socket.io/?EIO=" + revision + "&transport=polling" + (revision == 3 ? "&b64=1" : "")
                + (sid.isEmpty() ? "" : "&sid=" + sid);
    }

    @Override
    public void heartbeat() {
        if (revision == 3) {
            send("2");
        }
    }

    @Override
    public void leave() {
        send("41");
        send("1");
        close();
    }

    @Override
    public void cut() {
        polls.reset();
        posts.reset();
    }

    @Override
    public void close() {
        polls.close();
        posts.close();
    }
}
