package dev.socketwire.engineio.http;

import dev.socketwire.engineio.CookieOptions;

/** The {@code Set-Cookie} value that names a session (RFC 6265 section 4.1), attributes in the order of the reference. */
public final class SessionCookie {
    private SessionCookie() {}

    /**
     * The value for a session.
     *
     * @param sid letters, digits, {@code -} and {@code _} only: it is written as it is
     * @param overTls whether the request came over TLS
     */
    public static String of(CookieOptions options, String sid, boolean overTls) {
        StringBuilder cookie = new StringBuilder(options.name()).append('=').append(sid);
        options.maxAge().ifPresent(age -> cookie.append("; Max-Age=").append(age.toSeconds()));
        append(cookie, "Domain", options.domain());
        append(cookie, "Path", options.path());
        if (options.httpOnly()) {
            cookie.append("; HttpOnly");
        }
        if (overTls || options.secure() || options.sameSite() == CookieOptions.SameSite.NONE) {
            cookie.append("; Secure");
        }
        return cookie.append("; SameSite=").append(options.sameSite()).toString();
    }

    private static void append(StringBuilder cookie, String attribute, String value) {
        if (!value.isEmpty()) {
            cookie.append("; ").append(attribute).append('=').append(value);
        }
    }
}
