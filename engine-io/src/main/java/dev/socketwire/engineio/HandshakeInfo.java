package dev.socketwire.engineio;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * What is kept of the request that opened a session. Immutable, safe from any thread.
 *
 * @param url the request target as it came
 * @param query the query; of a name that came twice the last value
 * @param headers header names in lower case, with their values in order
 * @param remoteAddress the peer's address, as the socket knows it
 * @param secure whether the request came over TLS
 * @param issued when it came, ms since the epoch
 */
public record HandshakeInfo(
        String url,
        Map<String, String> query,
        Map<String, List<String>> headers,
        InetSocketAddress remoteAddress,
        boolean secure,
        long issued) {}
