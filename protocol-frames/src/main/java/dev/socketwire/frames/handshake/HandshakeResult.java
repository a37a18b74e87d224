package dev.socketwire.frames.handshake;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a handshake request is answered. */
public sealed interface HandshakeResult {
    /** The headers of the answer, in order. */
    List<Map.Entry<String, String>> headers();

    /**
     * 101: from here on the connection speaks frames.
     *
     * @param headers the headers of the answer
     * @param subprotocol what was chosen of the client's list
     * @param deflate what was agreed on of permessage-deflate
     */
    record Accepted(
            List<Map.Entry<String, String>> headers, Optional<String> subprotocol, Optional<DeflateAgreement> deflate)
            implements HandshakeResult {}

    /**
     * The connection stays HTTP.
     *
     * @param status 400 or 426
     * @param headers the headers that this status asks for
     * @param reason which rule was broken, without anything that the peer sent
     */
    record Refused(int status, List<Map.Entry<String, String>> headers, String reason) implements HandshakeResult {}
}
