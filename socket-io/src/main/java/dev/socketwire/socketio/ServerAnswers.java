package dev.socketwire.socketio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What other servers have answered. Immutable.
 *
 * @param answers of those that have answered, in the order in which they came; null where one answered null or nothing
 * @param silentServers how many other servers gave no answer: not in time, because nobody answers there, or one that does not
 *     fit the type, of which the error hook is told
 * @param <R> the type of an answer
 */
public record ServerAnswers<R>(List<R> answers, int silentServers) {
    /** Copies the list. */
    public ServerAnswers {
        answers = Collections.unmodifiableList(new ArrayList<>(answers));
    }

    /** Whether every other server has answered. */
    public boolean isComplete() {
        return silentServers == 0;
    }
}
