package dev.socketwire.engineio;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses as numbers in text. Names are not looked up: they are no addresses. Pure functions. */
final class AddressText {
    private static final Pattern NUMBERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int MAX_PORT = 65535;

    private AddressText() {}

    /** An address alone, or null. */
    static @Nullable InetAddress address(String text) {
        byte[] bytes = NUMBERS.matcher(text).matches() ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        if (bytes == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("neither 4 bytes nor 16", e);
        }
    }

    /**
     * An address, perhaps with a port behind it, or null; port 0 where there is none. Brackets are for those of IPv6, which need
     * them where a port follows.
     */
    static @Nullable InetSocketAddress addressAndPort(String text) {
        boolean brackets = text.startsWith("[");
        int colon = text.lastIndexOf(':');
        boolean hasPort = brackets ? colon > text.indexOf(']') : colon >= 0 && colon == text.indexOf(':');
        String host = hasPort ? text.substring(0, colon) : text;
        if (brackets && (!host.endsWith("]") || host.indexOf(':') < 0)) {
            return null;
        }
        InetAddress address = address(brackets ? host.substring(1, host.length() - 1) : host);
        int port = hasPort ? port(text.substring(colon + 1)) : 0;
        return address == null || port < 0 ? null : new InetSocketAddress(address, port);
    }

    /** Less than 0 where it is none. */
    private static int port(String text) {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
        return port > MAX_PORT ? -1 : port;
    }
}
