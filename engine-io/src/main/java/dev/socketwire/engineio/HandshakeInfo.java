package dev.socketwire.engineio;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a request, above all of the one that opened a session. Immutable, safe from any thread. Kept small: maps
 * are made on each call, so who asks often keeps the answer.
 */
public final class HandshakeInfo {
    private final String url;
    /** A {@link HeaderBlock}. */
    private final String headers;

    private final InetSocketAddress remoteAddress;
    private final boolean secure;
    private final long issued;

    private HandshakeInfo(String url, String headers, InetSocketAddress remoteAddress, boolean secure, long issued) {
        this.url = url;
        this.headers = headers;
        this.remoteAddress = remoteAddress;
        this.secure = secure;
        this.issued = issued;
    }

    /**
     * A snapshot of a request.
     *
     * @param url the request target as it came
     * @param headers names and values in the order of the request; copied
     * @param remoteAddress the client's address
     * @param secure whether the client's request came over TLS
     * @param issued when it came, ms since the epoch
     */
    public static HandshakeInfo of(
            String url,
            Iterable<Map.Entry<String, String>> headers,
            InetSocketAddress remoteAddress,
            boolean secure,
            long issued) {
        return new HandshakeInfo(url, HeaderBlock.of(headers), remoteAddress, secure, issued);
    }

    /** The request target as it came. */
    public String url() {
        return url;
    }

    /** The query; of a name that came twice the last value. */
    public Map<String, String> query() {
        return QueryString.parse(url);
    }

    /** Header names in lower case, with their values in order. */
    public Map<String, List<String>> headers() {
        return HeaderBlock.toMap(headers);
    }

    /** The first value of a header; the name in any letter case. */
    public Optional<String> header(String name) {
        return HeaderBlock.values(headers, name).stream().findFirst();
    }

    /**
     * The client's address: that of the socket or, where that is of one of the {@link EngineOptions#trustedProxies()}, the one
     * that the proxy names, with port 0 where it names none.
     */
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** The {@link #remoteAddress()} as text, without its port: {@code 192.0.2.7}. */
    public String address() {
        return remoteAddress.getAddress() == null
                ? remoteAddress.getHostString()
                : remoteAddress.getAddress().getHostAddress();
    }

    /** Whether the request names an origin, as those of pages of other origins do. */
    public boolean xdomain() {
        return header("origin").isPresent();
    }

    /**
     * Whether the client's request came over TLS: to the server or, where that has it from one of the
     * {@link EngineOptions#trustedProxies()}, as the proxy says in {@code X-Forwarded-Proto}.
     */
    public boolean secure() {
        return secure;
    }

    /** When the request came, ms since the epoch. */
    public long issued() {
        return issued;
    }

    /** When the request came. */
    public Instant time() {
        return Instant.ofEpochMilli(issued);
    }

    /** Address and time only: query and headers may hold secrets. */
    @Override
    public String toString() {
        return "HandshakeInfo[" + remoteAddress + ", secure=" + secure + ", issued=" + issued + "]";
    }
}
