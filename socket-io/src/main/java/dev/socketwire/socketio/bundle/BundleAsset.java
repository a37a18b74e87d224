package dev.socketwire.socketio.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One file of the client, with its compressed twin, which is made when it is first asked for. Any thread. */
public final class BundleAsset {
    private final byte[] bytes;
    private final String contentType;
    private final String etag;

    /** Any thread; made twice, it is the same. */
    private volatile byte @Nullable [] gzip;

    BundleAsset(byte[] bytes, String contentType, String etag) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.etag = etag;
    }

    /** The file as it is; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The file in gzip; not to be changed. */
    public byte[] gzip() {
        byte[] twin = gzip;
        if (twin == null) {
            twin = compressed(bytes);
            gzip = twin;
        }
        return twin;
    }

    /** The value of {@code Content-Type}. */
    public String contentType() {
        return contentType;
    }

    /** The value of {@code ETag}, with its quotes. */
    public String etag() {
        return etag;
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return out.toByteArray();
    }
}
