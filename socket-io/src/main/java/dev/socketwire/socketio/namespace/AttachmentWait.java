package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.SocketRefusal;
import java.time.Duration;

/** The time that a client has for the attachments of a packet, once it has announced them. Home loop only. */
final class AttachmentWait implements Deadlines.Waiting {
    private final ClientConnection client;
    private boolean over;

    AttachmentWait(ClientConnection client) {
        this.client = client;
    }

    void begin() {
        deadlines().add(this, limit().toNanos());
    }

    /** They have come, or the client has gone. */
    void end() {
        if (!over) {
            over = true;
            deadlines().over();
        }
    }

    @Override
    public void overdue() {
        over = true;
        client.context().refusals.count(SocketRefusal.ATTACHMENT_TIMEOUT);
        client.malformed(new PacketFormatException("attachments have not come within attachmentTimeout " + limit()));
    }

    @Override
    public boolean isOver() {
        return over;
    }

    private Duration limit() {
        return client.context().patience.attachments();
    }

    private Deadlines deadlines() {
        return client.context().deadlines(client.session().home());
    }
}
