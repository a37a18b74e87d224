package dev.socketwire.frames.handshake;

import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.frames.handshake.ExtensionOffer.Parameter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An offer of permessage-deflate, parameter by parameter, to what both sides can agree on (RFC 7692, section 7.1). An offer
 * that breaks a rule or asks for what we do not know is declined, and the next one looked at. A client's window is never
 * limited: our inflater has the largest one anyway.
 */
final class DeflateNegotiation {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";
    private static final int LEAST_BITS = 8;
    private static final int MOST_BITS = 15;
    private static final int NOT_NAMED = 0;

    private boolean serverNoContext;
    private boolean clientNoContext;
    private int serverBits = NOT_NAMED;
    private int clientBits = NOT_NAMED;

    private DeflateNegotiation() {}

    /**
     * What both sides agreed on.
     *
     * @param header the value of {@code Sec-WebSocket-Extensions} that says so
     */
    record Outcome(DeflateAgreement agreement, String header) {}

    /** The first offer that we can accept, joined with our own wishes; empty where there is none. */
    static Optional<Outcome> agree(List<ExtensionOffer> offers, DeflateOptions ours) {
        for (ExtensionOffer offer : offers) {
            DeflateNegotiation asked = new DeflateNegotiation();
            if (offer.name().equalsIgnoreCase(NAME) && asked.takesAll(offer.parameters())) {
                DeflateAgreement agreement = asked.join(ours);
                return Optional.of(new Outcome(agreement, asked.header(agreement)));
            }
        }
        return Optional.empty();
    }

    private String header(DeflateAgreement agreed) {
        StringBuilder value = new StringBuilder(NAME);
        if (agreed.serverNoContextTakeover()) {
            value.append("; ").append(SERVER_NO_CONTEXT);
        }
        if (agreed.clientNoContextTakeover()) {
            value.append("; ").append(CLIENT_NO_CONTEXT);
        }
        if (serverBits != NOT_NAMED || agreed.serverWindowBits() < MOST_BITS) {
            value.append("; ").append(SERVER_BITS).append('=').append(agreed.serverWindowBits());
        }
        return value.toString();
    }

    private boolean takesAll(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            if (!takes(parameter.name(), parameter.value())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the parameter is known, has a value where it needs one, and comes for the first time. */
    private boolean takes(String name, @Nullable String value) {
        switch (name) {
            case SERVER_NO_CONTEXT -> {
                boolean first = !serverNoContext;
                serverNoContext = true;
                return first && value == null;
            }
            case CLIENT_NO_CONTEXT -> {
                boolean first = !clientNoContext;
                clientNoContext = true;
                return first && value == null;
            }
            case SERVER_BITS -> {
                boolean first = serverBits == NOT_NAMED;
                serverBits = value == null ? NOT_NAMED : bits(value);
                return first && serverBits != NOT_NAMED;
            }
            case CLIENT_BITS -> {
                boolean first = clientBits == NOT_NAMED;
                clientBits = value == null ? MOST_BITS : bits(value);
                return first && clientBits != NOT_NAMED;
            }
            default -> {
                return false;
            }
        }
    }

    /** 8 to 15 without a leading zero (section 7.1.2), or {@link #NOT_NAMED}. */
    private static int bits(String value) {
        for (int bits = LEAST_BITS; bits <= MOST_BITS; bits++) {
            if (value.equals(Integer.toString(bits))) {
                return bits;
            }
        }
        return NOT_NAMED;
    }

    private DeflateAgreement join(DeflateOptions ours) {
        return new DeflateAgreement(
                serverNoContext || ours.serverNoContextTakeover(),
                clientNoContext || ours.clientNoContextTakeover(),
                serverBits == NOT_NAMED ? ours.maxWindowBits() : Math.min(serverBits, ours.maxWindowBits()),
                ours.level(),
                ours.threshold());
    }
}
