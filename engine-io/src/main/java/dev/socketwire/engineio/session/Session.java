package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * One Engine.IO connection from open to closed. It belongs to its {@link #home() home loop}: unless a method says otherwise
 * it may be called there only.
 */
public final class Session {
    /** Bytes that a message must leave free before its reader index: packet type and frame header go there. */
    public static final int HEADROOM = 16;

    Session() {}

    /** The session id, a secret of this client. Any thread. */
    public String sid() {
        throw new UnsupportedOperationException();
    }

    /** The protocol revision that the client asked for. Any thread. */
    public Revision revision() {
        throw new UnsupportedOperationException();
    }

    /** The request that opened the session. Any thread. */
    public HandshakeInfo handshake() {
        throw new UnsupportedOperationException();
    }

    /** The loop that this session lives on, for its whole life. Any thread. */
    public Scheduler home() {
        throw new UnsupportedOperationException();
    }

    /** The transport in use. */
    public TransportName transport() {
        throw new UnsupportedOperationException();
    }

    /** Whether a message would go to the transport now: a volatile one is dropped where this is false. */
    public boolean isWritable() {
        throw new UnsupportedOperationException();
    }

    /** Whether the session can still send: neither closing nor closed. */
    public boolean isOpen() {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends a text message. The buffer is taken: exclusively owned, {@link #HEADROOM} bytes free before its reader index.
     * Released without a word where the session is no longer open.
     */
    public void sendText(ByteBuf message, SendOptions options) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends a text message and the binary ones that belong to it, with nothing between them; dropped as one. All buffers
     * are taken; the text as in {@link #sendText}, the binary ones need no headroom and may be shared.
     */
    public void send(ByteBuf text, List<ByteBuf> binaries, SendOptions options) {
        throw new UnsupportedOperationException();
    }

    /** Sends a message of a broadcast. Borrows: the caller keeps its reference. */
    public void send(SharedMessage message, SendOptions options) {
        throw new UnsupportedOperationException();
    }

    /** Stops or resumes reading from this client alone: backpressure. What has been read is still delivered. */
    public void setReading(boolean reading) {
        throw new UnsupportedOperationException();
    }

    /** Closes after what is queued has been sent. */
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Closes at once with a reason; what is queued is dropped. */
    public void closeNow(DisconnectReason reason) {
        throw new UnsupportedOperationException();
    }
}
