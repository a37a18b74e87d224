package dev.socketwire.engineio;

import java.time.Duration;
import java.util.Optional;

/**
 * The session cookie: its value is the sid, for load balancers that keep a client on one server. Immutable. It is sent once,
 * with the answer that opens the session.
 *
 * @param name the cookie's name, a token; {@code io} by default
 * @param path {@code Path}, empty for none; {@code /} by default
 * @param domain {@code Domain}, empty for none, which is the default
 * @param maxAge {@code Max-Age} in whole seconds, empty for a cookie that ends with the browser, which is the default
 * @param httpOnly whether scripts are kept from it; true by default
 * @param secure whether {@code Secure} is always set; by default only where the request came over TLS
 * @param sameSite {@code SameSite}, {@code LAX} by default; {@code NONE} is always sent with {@code Secure}, since browsers
 *     drop it otherwise
 */
public record CookieOptions(
        String name,
        String path,
        String domain,
        Optional<Duration> maxAge,
        boolean httpOnly,
        boolean secure,
        SameSite sameSite) {
    private static final CookieOptions DEFAULT =
            new CookieOptions("io", "/", "", Optional.empty(), true, false, SameSite.LAX);

    /** When a browser sends the cookie along with a request that another site caused. */
    public enum SameSite {
        /** Never. */
        STRICT("Strict"),
        /** When the user follows a link. */
        LAX("Lax"),
        /** Always. */
        NONE("None");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }

        /** The word in the header. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where one cannot stand in a {@code Set-Cookie} header (RFC 6265 section 4.1.1), or the time is
     *     negative
     */
    public CookieOptions {
        HttpText.token("cookie name", name);
        checkAttribute("path", path);
        checkAttribute("domain", domain);
        maxAge.filter(Duration::isNegative).ifPresent(age -> {
            throw new IllegalArgumentException("cookie maxAge is " + age + ", must be at least 0 s");
        });
    }

    /** {@code io=<sid>; Path=/; HttpOnly; SameSite=Lax}. */
    public static CookieOptions defaults() {
        return DEFAULT;
    }

    /** The same with another name. */
    public CookieOptions withName(String newName) {
        return new CookieOptions(newName, path, domain, maxAge, httpOnly, secure, sameSite);
    }

    /** The same with another path; empty for none. */
    public CookieOptions withPath(String newPath) {
        return new CookieOptions(name, newPath, domain, maxAge, httpOnly, secure, sameSite);
    }

    /** The same with another domain; empty for none. */
    public CookieOptions withDomain(String newDomain) {
        return new CookieOptions(name, path, newDomain, maxAge, httpOnly, secure, sameSite);
    }

    /** The same with a life of its own. */
    public CookieOptions withMaxAge(Duration newMaxAge) {
        return new CookieOptions(name, path, domain, Optional.of(newMaxAge), httpOnly, secure, sameSite);
    }

    /** The same, kept from scripts or not. */
    public CookieOptions withHttpOnly(boolean newHttpOnly) {
        return new CookieOptions(name, path, domain, maxAge, newHttpOnly, secure, sameSite);
    }

    /** The same, always {@code Secure} or only over TLS. */
    public CookieOptions withSecure(boolean newSecure) {
        return new CookieOptions(name, path, domain, maxAge, httpOnly, newSecure, sameSite);
    }

    /** The same with another {@code SameSite}. */
    public CookieOptions withSameSite(SameSite newSameSite) {
        return new CookieOptions(name, path, domain, maxAge, httpOnly, secure, newSameSite);
    }

    private static void checkAttribute(String what, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c >= 0x7f || c == ';')) {
            throw new IllegalArgumentException(
                    "cookie " + what + " has a semicolon, a control or a non-ASCII character");
        }
    }
}
