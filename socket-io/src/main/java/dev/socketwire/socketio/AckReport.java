package dev.socketwire.socketio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who answered a broadcast what, and who was silent. Immutable.
 *
 * @param asked how many sockets were sent the event, as far as servers have said
 * @param replies the answers, in the order in which they came
 * @param silent the ids of those that gave no answer: not in time, gone meanwhile, or one that does not fit the type, of which
 *     the error hook is told. Servers that tell no ids are not in it: compare {@link #silentSockets()}
 * @param silentServers how many servers have not said in time whom they asked
 * @param <R> the type of an answer
 */
public record AckReport<R>(int asked, List<Reply<R>> replies, Set<String> silent, int silentServers) {
    /**
     * The answer of one client: the first value of its acknowledgement, or all of them where {@link Arguments} were asked for.
     *
     * @param socketId its socket; empty where another server did not tell
     * @param answer what it said; null where it said null or nothing
     * @param <R> the type of the answer
     */
    public record Reply<R>(Optional<String> socketId, R answer) {}

    /** Copies the collections. */
    public AckReport {
        replies = List.copyOf(replies);
        silent = Set.copyOf(silent);
    }

    /** The answers alone; null among them where a client said null or nothing. */
    public List<R> answers() {
        List<R> all = new ArrayList<>(replies.size());
        replies.forEach(reply -> all.add(reply.answer()));
        return Collections.unmodifiableList(all);
    }

    /** How many sockets were asked and gave no answer, those included whose ids nobody told. */
    public int silentSockets() {
        return Math.max(0, asked - replies.size());
    }

    /** Whether everybody has answered. */
    public boolean isComplete() {
        return silentServers == 0 && silentSockets() == 0;
    }
}
