package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * Packets in ASCII: in JSON every other character can be written as an escape. Polling clients 1.x expect text to be encoded
 * twice, those of 2.x do not, and nothing tells them apart; ASCII is the same for both.
 */
public final class AsciiJson {
    private AsciiJson() {}

    /** Whether there is nothing to be escaped. */
    public static boolean isAscii(ByteBuf text) {
        return text.forEachByte(octet -> octet >= 0) < 0;
    }

    /**
     * The packet with its payload in ASCII.
     *
     * @param text borrowed
     * @return the caller's, with the headroom of a session
     */
    public static ByteBuf escaped(ByteBuf text) {
        String packet = text.toString(StandardCharsets.UTF_8);
        StringBuilder ascii = new StringBuilder(packet.length() + packet.length() / 2);
        int payload = payloadStart(packet);
        ascii.append(packet, 0, payload);
        for (int i = payload; i < packet.length(); i++) {
            char c = packet.charAt(i);
            if (c < 0x80) {
                ascii.append(c);
            } else {
                ascii.append(String.format("\\u%04x", (int) c));
            }
        }
        ByteBuf out = text.alloc().buffer(Session.HEADROOM + ByteBufUtil.utf8MaxBytes(ascii));
        ByteBufUtil.writeUtf8(out.setIndex(Session.HEADROOM, Session.HEADROOM), ascii);
        return out;
    }

    /** Behind the namespace, which is no JSON. */
    private static int payloadStart(String packet) {
        int at = 1;
        while (at < packet.length() && (Character.isDigit(packet.charAt(at)) || packet.charAt(at) == '-')) {
            at++;
        }
        return at < packet.length() && packet.charAt(at) == '/' ? packet.indexOf(',', at) + 1 : 0;
    }
}
