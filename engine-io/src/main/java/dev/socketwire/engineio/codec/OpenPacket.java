package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.TransportName;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a client is told when its session opens, as JSON with the keys in the order of the reference. All but the id is the same
 * for every client of a transport, and made once. Immutable.
 */
public final class OpenPacket {
    private static final byte[] BEFORE_SID = ascii("{\"sid\":\"");

    private final byte[] afterSid;

    /**
     * The packet of a transport.
     *
     * @param upgrades the transports that the client may change to
     * @param pingInterval from a pong to the next ping
     * @param pingTimeout from a ping to the latest moment of its pong
     * @param maxPayload the most bytes of a POST body
     */
    public OpenPacket(List<TransportName> upgrades, Duration pingInterval, Duration pingTimeout, int maxPayload) {
        String names =
                upgrades.stream().map(name -> '"' + name.wireName() + '"').collect(Collectors.joining(",", "[", "]"));
        afterSid = ascii("\",\"upgrades\":" + names
                + ",\"pingInterval\":" + pingInterval.toMillis()
                + ",\"pingTimeout\":" + pingTimeout.toMillis()
                + ",\"maxPayload\":" + maxPayload + "}");
    }

    /**
     * Appends the JSON, which is ASCII.
     *
     * @param sid the session id, letters, digits, {@code -} and {@code _} only: it is written as it is
     */
    public void writeTo(ByteBuf out, String sid) {
        out.writeBytes(BEFORE_SID);
        out.writeCharSequence(sid, StandardCharsets.US_ASCII);
        out.writeBytes(afterSid);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
