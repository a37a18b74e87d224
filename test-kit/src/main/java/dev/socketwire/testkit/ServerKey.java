package dev.socketwire.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate for {@code localhost}, signed by itself and made by the JDK's keytool. Any thread. */
public final class ServerKey {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "server";

    private final KeyStore store;

    private ServerKey(KeyStore store) {
        this.store = store;
    }

    /**
     * Makes one.
     *
     * @param directory where the tool may leave a file
     * @param algorithm {@code EC} or {@code RSA}
     * @param name the common name, by which two are told apart
     */
    public static ServerKey make(Path directory, String algorithm, String name) {
        Path file = directory.resolve(name + ".p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -keyalg " + algorithm + " -alias " + ALIAS + " -dname CN=" + name
                + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass " + new String(PASSWORD)
                + " -keystore " + file;
        try {
            Process made = new ProcessBuilder((tool + " " + options).split(" "))
                    .inheritIO()
                    .start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException("keytool ended with " + made.exitValue());
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            return new ServerKey(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate. */
    public X509Certificate certificate() {
        return calling(() -> (X509Certificate) store.getCertificate(ALIAS));
    }

    /** The certificate as PEM. */
    public String certificatePem() {
        return pem("CERTIFICATE", calling(() -> certificate().getEncoded()));
    }

    /** The key as PEM, PKCS #8. */
    public String keyPem() {
        Key key = calling(() -> store.getKey(ALIAS, PASSWORD));
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** What a server uses that has this key. */
    public SSLContext server() {
        return calling(() -> {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        });
    }

    /** What a client uses that trusts these and nobody else. */
    public static SSLContext clientOf(ServerKey... trusted) {
        return calling(() -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustOf(trusted).getTrustManagers(), null);
            return context;
        });
    }

    /** Trust in these and in nobody else. */
    public static TrustManagerFactory trustOf(ServerKey... trusted) {
        return calling(() -> {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < trusted.length; i++) {
                store.setCertificateEntry(Integer.toString(i), trusted[i].certificate());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        });
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
    }

    /** Code that a JDK always can run. */
    @FunctionalInterface
    private interface Action<T> {
        T run() throws GeneralSecurityException, IOException;
    }

    private static <T> T calling(Action<T> action) {
        try {
            return action.run();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
