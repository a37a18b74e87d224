package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.engineio.session.Sids;
import dev.socketwire.socketio.codec.AsciiJson;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.PacketEncoder;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a client is sent, in the words of its revision: clients 1.x and 2.x speak Socket.IO revision 4, those of 3.x and 4.x
 * revision 5. Home loop only.
 */
final class Wire {
    private final Session session;
    private final PacketEncoder encoder;
    private final boolean old;

    Wire(Session session, PacketEncoder encoder) {
        this.session = session;
        this.encoder = encoder;
        this.old = session.revision() == Revision.V3;
    }

    /** Whether the client speaks revision 4. */
    boolean isOld() {
        return old;
    }

    /** The id of a new socket: unguessable, but that old clients make it up by themselves, from the id of the session. */
    String socketId(String namespace) {
        if (!old) {
            return Sids.next();
        }
        return namespace.equals("/") ? session.sid() : namespace + "#" + session.sid();
    }

    /** The client was let in. */
    void connected(String namespace, String socketId) {
        text(old ? encoder.connected(namespace) : encoder.connected(namespace, socketId));
    }

    /** The client was let in, and may come back by that secret. */
    void connected(String namespace, String socketId, String pid) {
        text(encoder.connected(namespace, socketId, pid));
    }

    /** The client may not connect. */
    void refused(String namespace, String message, @Nullable Object data) {
        text(old ? encoder.error(namespace, message, data) : encoder.connectError(namespace, message, data));
    }

    /** The socket has ended. */
    void disconnected(String namespace) {
        text(encoder.disconnected(namespace));
    }

    /** A packet; taken. */
    void send(Encoded encoded, SendOptions options) {
        if (encoded.binaries().isEmpty()) {
            session.sendText(understood(encoded.text()), options);
        } else {
            session.send(understood(encoded.text()), encoded.binaries(), options);
        }
    }

    /** A message of a broadcast; borrowed. */
    void send(SharedMessage message, SendOptions options) {
        if (!wantsAscii()) {
            session.send(message, options);
            return;
        }
        ByteBuf text = message.text();
        if (AsciiJson.isAscii(text)) {
            session.send(message, options);
        } else {
            session.send(
                    AsciiJson.escaped(text),
                    message.binaries().stream().map(ByteBuf::retainedSlice).toList(),
                    options);
        }
        text.release();
    }

    private void text(ByteBuf text) {
        session.sendText(understood(text), SendOptions.DEFAULT);
    }

    private ByteBuf understood(ByteBuf text) {
        if (!wantsAscii() || AsciiJson.isAscii(text)) {
            return text;
        }
        ByteBuf ascii = AsciiJson.escaped(text);
        text.release();
        return ascii;
    }

    private boolean wantsAscii() {
        return old && session.transport() == TransportName.POLLING;
    }
}
