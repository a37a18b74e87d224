package dev.socketwire.socketio.netty;

import dev.socketwire.socketio.TlsEngine;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What TLS is served with: PEM files, which may become others while the server runs, or a context of the program. The context is
 * that of new connections; older ones keep theirs. Any thread.
 */
public final class TlsMaterial implements Supplier<SslContext> {
    private static final Logger log = LoggerFactory.getLogger(TlsMaterial.class);
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final @Nullable PemPair files;
    private final SslProvider provider;

    /** Written with the lock. */
    private volatile SslContext context;

    // Guarded by this.
    /** Of the files that are served. */
    private String known = "";

    /** Of files that could not be used, and of which that was said. */
    private String refused = "";

    /** Of the files when they were looked at last. */
    private String seen = "";

    private TlsMaterial(@Nullable PemPair files, SslProvider provider, SslContext context) {
        this.files = files;
        this.provider = provider;
        this.context = context;
    }

    /**
     * From PEM files.
     *
     * @param certificates the chain, the server's own first
     * @param key its private key, PKCS #8, not encrypted
     * @throws IllegalArgumentException where they cannot be read or do not fit each other
     * @throws IllegalStateException where the engine is not there
     */
    public static TlsMaterial ofPem(Path certificates, Path key, TlsEngine engine) {
        SslProvider provider = providerOf(engine);
        PemPair files = new PemPair(certificates, key);
        String stamp = files.stamp();
        TlsMaterial material = new TlsMaterial(files, provider, contextOf(files, provider));
        material.remember(stamp);
        return material;
    }

    /** From a context of the program. */
    public static TlsMaterial of(SSLContext context) {
        Set<String> supported = Set.of(context.getSupportedSSLParameters().getProtocols());
        SslContext jdk = new JdkSslContext(
                context,
                false,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                null,
                ClientAuth.NONE,
                PROTOCOLS.stream().filter(supported::contains).toArray(String[]::new),
                false);
        return new TlsMaterial(null, SslProvider.JDK, jdk);
    }

    /** The context of new connections. */
    @Override
    public SslContext get() {
        return context;
    }

    /** Whether it comes from files. */
    boolean isReloadable() {
        return files != null;
    }

    /**
     * Reads the files again.
     *
     * @throws IllegalStateException where there are none
     * @throws IllegalArgumentException where they cannot be used: all stays as it is
     */
    synchronized void reload() {
        if (files == null) {
            throw new IllegalStateException("TLS is not served with PEM files");
        }
        String stamp = files.stamp();
        context = contextOf(files, provider);
        remember(stamp);
        log.info("TLS is served with {} from now on", files.certificates());
    }

    /**
     * Reads the files again where they have changed, and have not since the last look: one that is being written, or a
     * certificate whose key is still to come, is left alone. What cannot be used is said once.
     */
    synchronized void look() {
        if (files == null) {
            return;
        }
        String now = files.stamp();
        if (now.equals(known) || !now.equals(seen)) {
            seen = now;
            return;
        }
        try {
            reload();
        } catch (RuntimeException e) {
            // Whatever a provider of keys throws, or a process that is out of files: there will be another look.
            if (!now.equals(refused)) {
                refused = now;
                log.warn("TLS is served with the certificate that it had: {}", e.getMessage());
            }
        }
    }

    private synchronized void remember(String stamp) {
        known = stamp;
        seen = stamp;
    }

    private static SslContext contextOf(PemPair files, SslProvider provider) {
        PemPair.Content content = files.read();
        try {
            return SslContextBuilder.forServer(content.key(), content.chain())
                    .sslProvider(provider)
                    .protocols(PROTOCOLS)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "certificate " + files.certificates() + " and key " + files.key() + " cannot be used for TLS: " + e,
                    e);
        }
    }

    private static SslProvider providerOf(TlsEngine engine) {
        if (engine == TlsEngine.OPENSSL && !OpenSsl.isAvailable()) {
            throw new IllegalStateException(
                    "OpenSSL is not there: put io.netty:netty-tcnative-boringssl-static, with the classifier of this platform,"
                            + " on the class path, or use TlsEngine.JDK; " + OpenSsl.unavailabilityCause(),
                    OpenSsl.unavailabilityCause());
        }
        return engine == TlsEngine.OPENSSL ? SslProvider.OPENSSL : SslProvider.JDK;
    }
}
