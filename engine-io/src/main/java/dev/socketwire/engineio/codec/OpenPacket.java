package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.TransportName;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a client is told when its session opens, as JSON with the keys in the order of the reference.
 *
 * @param sid the session id, letters, digits, {@code -} and {@code _} only: it is written as it is
 * @param upgrades the transports that the client may change to
 * @param pingInterval from a pong to the next ping
 * @param pingTimeout from a ping to the latest moment of its pong
 * @param maxPayload the most bytes of a POST body
 */
public record OpenPacket(
        String sid, List<TransportName> upgrades, Duration pingInterval, Duration pingTimeout, int maxPayload) {
    /** Appends the JSON, which is ASCII. */
    public void writeTo(ByteBuf out) {
        String names =
                upgrades.stream().map(name -> '"' + name.wireName() + '"').collect(Collectors.joining(",", "[", "]"));
        String json = "{\"sid\":\"" + sid + "\",\"upgrades\":" + names
                + ",\"pingInterval\":" + pingInterval.toMillis()
                + ",\"pingTimeout\":" + pingTimeout.toMillis()
                + ",\"maxPayload\":" + maxPayload + "}";
        out.writeCharSequence(json, StandardCharsets.US_ASCII);
    }
}
