package dev.socketwire.socketio.netty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate and its key as PEM files (RFC 7468).
 *
 * @param certificates the chain, the server's own first
 * @param key its private key, PKCS #8, not encrypted
 */
record PemPair(Path certificates, Path key) {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");

    /** What stands in the files. */
    record Content(List<X509Certificate> chain, PrivateKey key) {}

    /** By what it is seen that a file has changed; it has not been read. */
    String stamp() {
        return stamp(certificates) + ' ' + stamp(key);
    }

    /**
     * Reads both.
     *
     * @throws IllegalArgumentException where one cannot be read, or they do not fit each other; names the file
     */
    Content read() {
        List<X509Certificate> chain = readChain();
        PublicKey ours = chain.get(0).getPublicKey();
        PrivateKey secret = readKey(ours.getAlgorithm());
        if (!isPair(ours, secret)) {
            throw new IllegalArgumentException(
                    "key " + key + " is not that of the first certificate in " + certificates);
        }
        return new Content(chain, secret);
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + "/" + attributes.size() + "/" + attributes.fileKey();
        } catch (IOException e) {
            return "none";
        }
    }

    private List<X509Certificate> readChain() {
        List<X509Certificate> chain = new ArrayList<>();
        try (InputStream in = Files.newInputStream(certificates)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                chain.add((X509Certificate) certificate);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("certificate " + certificates + " cannot be read: " + e, e);
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("certificate " + certificates + " has none in PEM");
        }
        return chain;
    }

    private PrivateKey readKey(String algorithm) {
        String text;
        try {
            text = Files.readString(key, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException("key " + key + " cannot be read: " + e, e);
        }
        Matcher pem = PKCS8.matcher(text);
        if (!pem.find()) {
            throw new IllegalArgumentException("key " + key
                    + " has none in PEM, PKCS #8 and not encrypted: it has to begin with -----BEGIN PRIVATE KEY-----");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not its message: it might quote the key.
            throw new IllegalArgumentException("key " + key + " is none of the kind " + algorithm
                    + ", which that of the first certificate in " + certificates + " is");
        }
    }

    /** The JDK would take a key that is not that of the certificate, and no handshake would ever succeed. */
    private static boolean isPair(PublicKey ours, PrivateKey secret) {
        try {
            Signature signature = Signature.getInstance(
                    switch (ours.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        case "DSA" -> "SHA256withDSA";
                        default -> ours.getAlgorithm();
                    });
            if (signature.getAlgorithm().equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            byte[] text = {1, 2, 3};
            signature.initSign(secret);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(ours);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
