package dev.socketwire.engineio.session;

import io.netty.util.concurrent.FastThreadLocal;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Ids that nobody guesses: 144 random bits as 24 letters, digits, {@code -} and {@code _}. No counter, no part that tells
 * anything. Any thread; each keeps random bytes in stock, so that the generator is asked once for many ids.
 */
public final class Sids {
    private static final int ID_BYTES = 18;
    private static final int STOCK = 64;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static final FastThreadLocal<Sids> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected Sids initialValue() {
            return new Sids();
        }
    };

    private final byte[] stock = new byte[ID_BYTES * STOCK];
    private int used = stock.length;

    private Sids() {}

    /** A new id. */
    public static String next() {
        return OF_THREAD.get().take();
    }

    private String take() {
        if (used == stock.length) {
            RANDOM.nextBytes(stock);
            used = 0;
        }
        byte[] id = new byte[ID_BYTES];
        System.arraycopy(stock, used, id, 0, ID_BYTES);
        Arrays.fill(stock, used, used + ID_BYTES, (byte) 0);
        used += ID_BYTES;
        return BASE64.encodeToString(id);
    }
}
