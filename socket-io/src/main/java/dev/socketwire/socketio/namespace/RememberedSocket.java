package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.SocketData;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket that was in the memory of this server, until it is seated or given up.
 *
 * @param client the one that has come back
 * @param seen the last event that it has seen of those sent to it, or null
 */
record RememberedSocket(
        MemoryRecovery recovery,
        ClientConnection client,
        LostSocket lost,
        @Nullable Long seen) implements Recovery.Back {
    @Override
    public String id() {
        return lost.id();
    }

    @Override
    public SocketData data() {
        return lost.data();
    }

    @Override
    public Set<String> rooms() {
        return lost.rooms();
    }

    @Override
    public void fetch(Consumer<Boolean> then) {
        then.accept(true);
    }

    @Override
    public void seat(SocketState socket) {
        recovery.seat(socket, this);
    }

    @Override
    public void giveUp(DisconnectReason reason) {
        recovery.giveBack(this, Recovery.BROKEN.contains(reason));
    }
}
