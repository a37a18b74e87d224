package dev.socketwire.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last messages of each room, in memory and bounded: the oldest message goes, and the room that was quiet for the
 * longest time. Read in pages from the newest back, so that a long history never comes as one big answer. Any thread; held
 * for the moment of copying a page only.
 */
final class History {
    static final int MOST_ROOMS = 100;
    static final int MOST_MESSAGES = 1000;
    static final int MOST_IN_A_PAGE = 100;
    private static final int USUAL_PAGE = 50;

    /** One message; {@code sender} is left out where the server itself speaks. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(
            long id,
            long time,
            String type,
            String message,
            @Nullable String sender) {}

    /** Which messages: of that room, older than the one with the id {@code before}, at most {@code limit}. */
    record Question(
            @Nullable String room,
            @Nullable Long before,
            @Nullable Integer limit) {}

    /** Messages, the oldest first; {@code before} asks for the page that precedes this one, null where there is none. */
    record Page(
            String room, List<Message> messages, @Nullable Long before) {}

    private final Map<String, Deque<Message>> rooms = new LinkedHashMap<>(); // quietest first; guarded by this
    private long lastId = System.currentTimeMillis() * 1000; // guarded by this; ids go on growing after a restart

    synchronized Message add(String room, String type, String text, @Nullable String sender) {
        Message message = new Message(++lastId, System.currentTimeMillis(), type, text, sender);
        Deque<Message> messages = Objects.requireNonNullElseGet(rooms.remove(room), ArrayDeque::new);
        if (messages.size() == MOST_MESSAGES) {
            messages.removeFirst();
        }
        messages.addLast(message);
        if (rooms.size() == MOST_ROOMS) {
            rooms.remove(rooms.keySet().iterator().next());
        }
        rooms.put(room, messages);
        return message;
    }

    synchronized Page page(Question question) {
        String room = Objects.requireNonNullElse(question.room(), LoginChat.ROOM);
        long before = Objects.requireNonNullElse(question.before(), Long.MAX_VALUE);
        int limit = Math.max(1, Math.min(MOST_IN_A_PAGE, Objects.requireNonNullElse(question.limit(), USUAL_PAGE)));

        List<Message> page = new ArrayList<>();
        boolean isMore = false;
        Iterator<Message> newestFirst =
                rooms.getOrDefault(room, new ArrayDeque<>()).descendingIterator();
        while (newestFirst.hasNext() && !isMore) {
            Message message = newestFirst.next();
            if (message.id() < before) {
                isMore = page.size() == limit;
                if (!isMore) {
                    page.add(message);
                }
            }
        }
        Collections.reverse(page);
        return new Page(room, page, isMore ? page.get(0).id() : null);
    }
}
