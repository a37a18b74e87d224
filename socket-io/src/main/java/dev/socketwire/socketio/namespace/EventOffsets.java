package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Sids;
import dev.socketwire.socketio.codec.Encoded;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** The numbers of events as clients are told them, and tell them when they come back. Any thread. */
final class EventOffsets {
    private static final int RADIX = 36;

    /** What they begin with: those of another server, or of this one before its restart, are none. */
    private final String mark = Sids.next().substring(0, 6) + ".";

    /** Makes a number the last value of an event. */
    void append(Encoded event, long number) {
        event.text().writerIndex(event.text().writerIndex() - 1);
        ByteBufUtil.writeAscii(event.text(), ",\"" + mark + Long.toString(number, RADIX) + "\"]");
    }

    /** The number of an event by the word of a client, or null where that is none of these. */
    @Nullable
    Long number(String offset) {
        if (!offset.startsWith(mark)) {
            return null;
        }
        try {
            return Long.parseLong(offset, mark.length(), offset.length(), RADIX);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
