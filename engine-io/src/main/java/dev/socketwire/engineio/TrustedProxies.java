package dev.socketwire.engineio;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The proxies that are believed when they say for whom they speak, in {@code X-Forwarded-For}, and how that one came, in
 * {@code X-Forwarded-Proto}. Anybody can write these headers: what others say in them counts for nothing. Immutable, pure
 * functions.
 */
public final class TrustedProxies {
    private static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<AddressBlock> blocks;

    private TrustedProxies(List<AddressBlock> blocks) {
        this.blocks = blocks;
    }

    /** Nobody is believed. */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Proxies by address ({@code 192.0.2.7}, {@code 2001:db8::7}) or by block ({@code 10.0.0.0/8}, {@code 2001:db8::/32}). Names
     * are not looked up.
     *
     * @throws IllegalArgumentException where one is neither
     */
    public static TrustedProxies of(String... addresses) {
        return new TrustedProxies(Stream.of(addresses)
                .map(address -> AddressBlock.of("trustedProxies", address))
                .toList());
    }

    /** Whether that is the address of one of them; a socket that is not of the network has none. */
    public boolean contains(InetSocketAddress peer) {
        InetAddress address = peer.getAddress();
        return address != null && blocks.stream().anyMatch(block -> block.contains(address));
    }

    /**
     * Whom a request comes from. Each proxy adds the address that it sees at the right end of the header: from there on the first
     * that is not a trusted proxy's is the client's, and what stands left of it is what the client claims. Where all are
     * proxies' it is the leftmost. A header that cannot be read so far says nothing: it is the address of the socket then.
     *
     * @param peer the address of the socket
     * @param forwardedFor the values of {@code X-Forwarded-For}, in the order of the request
     * @return the address; its port is 0 where the proxy does not name it
     */
    public InetSocketAddress clientOf(InetSocketAddress peer, List<String> forwardedFor) {
        return walk(peer, forwardedFor).client;
    }

    /**
     * Whether a client came over TLS, whatever the last part of its way was. Where several values stand in the header the one
     * counts that stands where its address does in the other header, counted from the right; the leftmost where there are fewer.
     *
     * @param peer the address of the socket
     * @param tls whether the socket has TLS: what counts where the peer is not trusted, or its word is neither {@code http} nor
     *     {@code https}
     * @param forwardedFor the values of {@code X-Forwarded-For}, in the order of the request
     * @param forwardedProto the values of {@code X-Forwarded-Proto}, in the order of the request
     */
    public boolean isSecure(
            InetSocketAddress peer, boolean tls, List<String> forwardedFor, List<String> forwardedProto) {
        if (forwardedProto.isEmpty() || !contains(peer)) {
            return tls;
        }
        String[] schemes = String.join(",", forwardedProto).split(",", -1);
        int index = Math.max(0, schemes.length - Math.max(1, walk(peer, forwardedFor).hops));
        return switch (schemes[index].strip().toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> true;
            case "http", "ws" -> false;
            default -> tls;
        };
    }

    /**
     * How far a header can be followed.
     *
     * @param client who it leads to
     * @param hops how many of its values were read; 0 where that is the peer itself
     */
    private record Walk(InetSocketAddress client, int hops) {}

    private Walk walk(InetSocketAddress peer, List<String> forwardedFor) {
        String[] hops = String.join(",", forwardedFor).split(",");
        InetSocketAddress client = peer;
        int read = 0;
        while (read < hops.length && contains(client)) {
            read++;
            String hop = hops[hops.length - read].strip();
            InetSocketAddress next = hop.isEmpty() ? client : AddressText.addressAndPort(hop);
            if (next == null) {
                return new Walk(peer, 0);
            }
            client = next;
        }
        return new Walk(client, read);
    }

    /** The blocks, or {@code none}. */
    @Override
    public String toString() {
        return blocks.isEmpty()
                ? "none"
                : blocks.stream().map(AddressBlock::toString).collect(joining(", "));
    }
}
