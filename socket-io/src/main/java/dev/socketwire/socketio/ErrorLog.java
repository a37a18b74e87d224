package dev.socketwire.socketio;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The error hook where the program sets none: a line in the log. What clients send does not get there: names of events are
 * cut and escaped, and exceptions of Jackson, which quote what they could not read, are told by type and path.
 */
final class ErrorLog implements ErrorHook {
    private static final Logger log = LoggerFactory.getLogger(SocketIoServer.class);
    private static final int LONGEST_NAME = 256;

    @Override
    public void onError(String socketId, String event, Throwable error) {
        if (error instanceof JacksonException unread) {
            log.warn(
                    "handler of \"{}\" failed: {} at {}",
                    printable(event),
                    unread.getClass().getName(),
                    printable(unread.getPathReference()));
        } else {
            log.warn("handler of \"{}\" failed", printable(event), error);
        }
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(LONGEST_NAME).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.LINE_SEPARATOR) {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
