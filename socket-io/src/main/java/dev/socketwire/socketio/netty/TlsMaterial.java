package dev.socketwire.socketio.netty;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** What TLS is served with: PEM files, or a context of the program. */
public final class TlsMaterial {
    private TlsMaterial() {}

    /**
     * From PEM files.
     *
     * @param certificates the chain, the server's own first
     * @param key its private key, PKCS #8, not encrypted
     * @throws IllegalArgumentException where they cannot be read or do not fit each other
     */
    public static SslContext ofPem(Path certificates, Path key) {
        try {
            return SslContextBuilder.forServer(certificates.toFile(), key.toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "certificate " + certificates + " and key " + key + " cannot be used for TLS", e);
        }
    }

    /** From a context of the program. */
    public static SslContext of(SSLContext context) {
        return new JdkSslContext(
                context, false, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE, null, false);
    }
}
