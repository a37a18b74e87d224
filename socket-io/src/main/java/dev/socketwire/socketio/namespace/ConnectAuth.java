package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.Packet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** The {@code auth} of a CONNECT: kept as long as its socket, and so limited. */
final class ConnectAuth {
    /** Of a client that has none. Nobody writes to it. */
    static final byte[] NONE = {'{', '}'};

    private ConnectAuth() {}

    /**
     * A copy of it.
     *
     * @param connect borrowed
     * @throws PacketFormatException where it is too large, or no JSON
     */
    static byte[] of(Packet connect, ServerContext context) throws PacketFormatException {
        ByteBuf json = connect.json();
        if (json == null) {
            return NONE;
        }
        int bytes = json.readableBytes();
        if (bytes > context.maxAuthBytes) {
            context.refusals.count(SocketRefusal.AUTH_BYTES);
            throw new PacketFormatException("auth of " + bytes + " bytes exceeds " + context.maxAuthBytes);
        }
        context.arguments.check(json);
        return ByteBufUtil.getBytes(json);
    }
}
