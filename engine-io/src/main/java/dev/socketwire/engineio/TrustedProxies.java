package dev.socketwire.engineio;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The proxies that are believed when they say for whom they speak, in {@code X-Forwarded-For}. Anybody can write that header:
 * what others say in it counts for nothing. Immutable, pure functions.
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
        if (!contains(peer)) {
            return peer;
        }
        String[] hops = String.join(",", forwardedFor).split(",");
        InetSocketAddress client = peer;
        for (int i = hops.length - 1; i >= 0 && contains(client); i--) {
            String hop = hops[i].strip();
            InetSocketAddress next = hop.isEmpty() ? client : AddressText.addressAndPort(hop);
            if (next == null) {
                return peer;
            }
            client = next;
        }
        return client;
    }

    /** The blocks, or {@code none}. */
    @Override
    public String toString() {
        return blocks.isEmpty()
                ? "none"
                : blocks.stream().map(AddressBlock::toString).collect(joining(", "));
    }
}
