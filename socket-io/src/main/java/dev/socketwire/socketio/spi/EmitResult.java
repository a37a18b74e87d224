package dev.socketwire.socketio.spi;

import java.util.List;

/**
 * What other servers have answered.
 *
 * @param answers one from each that has answered, in the order in which they came; the first value of each counts
 * @param silentServers how many other servers have not answered in time
 */
public record EmitResult(List<Payload> answers, int silentServers) {
    /** Copies the list. */
    public EmitResult {
        answers = List.copyOf(answers);
    }
}
