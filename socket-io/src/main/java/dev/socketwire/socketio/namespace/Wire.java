package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.engineio.session.Sids;
import dev.socketwire.socketio.codec.AsciiJson;
import dev.socketwire.socketio.codec.Encoded;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is sent, in the words of its revision: clients 1.x and 2.x speak Socket.IO revision 4, those of 3.x and 4.x
 * revision 5. Home loop only.
 */
final class Wire {
    private final Session session;
    private final ServerContext context;
    private final boolean old;

    Wire(Session session, ServerContext context) {
        this.session = session;
        this.context = context;
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
        text(old ? context.encoder.connected(namespace) : context.encoder.connected(namespace, socketId));
    }

    /** The client was let in, and may come back by that secret. */
    void connected(String namespace, String socketId, String pid) {
        text(context.encoder.connected(namespace, socketId, pid));
    }

    /** The client may not connect. */
    void refused(String namespace, String message, @Nullable Object data) {
        text(
                old
                        ? context.encoder.error(namespace, message, data)
                        : context.encoder.connectError(namespace, message, data));
    }

    /** The socket has ended. */
    void disconnected(String namespace) {
        text(context.encoder.disconnected(namespace));
    }

    /** A packet that is ready for the wire; taken. */
    void send(Encoded encoded, SendOptions options) {
        if (!encoded.hasText()) {
            session.sendBinary(encoded.binaries().get(0), options);
        } else if (encoded.binaries().isEmpty()) {
            session.sendText(understood(encoded.text()), options);
        } else {
            session.send(understood(encoded.text()), encoded.binaries(), options);
        }
    }

    /** A message of a broadcast; borrowed. */
    void send(SharedMessage message, SendOptions options) {
        if (!wantsAscii() || !message.hasText()) {
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
        if (context.parser == null) {
            session.sendText(understood(text), SendOptions.DEFAULT);
        } else {
            send(context.parser.write(new Encoded(text, List.of())), SendOptions.DEFAULT);
        }
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
