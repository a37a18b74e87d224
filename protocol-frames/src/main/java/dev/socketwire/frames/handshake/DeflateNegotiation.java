package dev.socketwire.frames.handshake;

import dev.socketwire.frames.DeflateOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Offers of permessage-deflate to parameters, or to no extension, RFC 7692 sections 5 and 7.1. The first offer that can be
 * met is taken; an offer with an unknown, repeated or malformed parameter cannot be.
 */
final class DeflateNegotiation {
    private static final String EXTENSION = "permessage-deflate";
    private static final int MIN_BITS = 8;
    private static final int MAX_BITS = 15;

    private final DeflateOptions options;

    DeflateNegotiation(DeflateOptions options) {
        this.options = options;
    }

    /**
     * What was agreed on, and how the answer says so.
     *
     * @param agreement the parameters
     * @param header the value of {@code Sec-WebSocket-Extensions}
     */
    record Outcome(DeflateAgreement agreement, String header) {}

    /** Takes the first offer that can be met, or none. */
    @Nullable
    Outcome negotiate(List<HeaderTokens.Element> offers) {
        for (HeaderTokens.Element offer : offers) {
            if (offer.name().equalsIgnoreCase(EXTENSION)) {
                Outcome outcome = answer(offer);
                if (outcome != null) {
                    return outcome;
                }
            }
        }
        return null;
    }

    private @Nullable Outcome answer(HeaderTokens.Element offer) {
        boolean serverForgets = options.serverNoContextTakeover();
        boolean clientForgets = options.clientNoContextTakeover();
        int serverBits = options.maxWindowBits();
        boolean serverBitsAsked = false;
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, Optional<String>> parameter : offer.parameters()) {
            if (!seen.add(parameter.getKey())) {
                return null;
            }
            Optional<String> value = parameter.getValue();
            switch (parameter.getKey()) {
                case "server_no_context_takeover" -> serverForgets = true;
                case "client_no_context_takeover" -> clientForgets = true;
                case "server_max_window_bits" -> {
                    int bits = value.map(DeflateNegotiation::bits).orElse(-1);
                    if (bits < 0) {
                        return null;
                    }
                    serverBits = Math.min(serverBits, bits);
                    serverBitsAsked = true;
                }
                case "client_max_window_bits" -> {
                    if (value.isPresent() && bits(value.get()) < 0) {
                        return null;
                    }
                }
                default -> {
                    return null;
                }
            }
            if (parameter.getKey().endsWith("takeover") && value.isPresent()) {
                return null;
            }
        }
        List<String> header = new ArrayList<>();
        header.add(EXTENSION);
        if (serverForgets) {
            header.add("server_no_context_takeover");
        }
        if (clientForgets) {
            header.add("client_no_context_takeover");
        }
        if (serverBitsAsked || serverBits < MAX_BITS) {
            header.add("server_max_window_bits=" + serverBits);
        }
        return new Outcome(
                new DeflateAgreement(serverForgets, clientForgets, serverBits, options.level(), options.threshold()),
                String.join("; ", header));
    }

    /** A number of window bits without leading zeros, or -1. */
    private static int bits(String value) {
        for (int bits = MIN_BITS; bits <= MAX_BITS; bits++) {
            if (value.equals(Integer.toString(bits))) {
                return bits;
            }
        }
        return -1;
    }
}
