package dev.socketwire.socketio.msgpack;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.spi.Parser;
import dev.socketwire.socketio.spi.WirePacket;

/**
 * Packets as msgpack, as the npm package {@code socket.io-msgpack-parser} 3 has them: each is one binary message, a map of
 * {@code type}, {@code data}, {@code id} and {@code nsp}.
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.builder().parser(new MsgpackParser()).build();
 * }</pre>
 *
 * Any thread.
 */
public final class MsgpackParser implements Parser {
    /** A parser, for as many servers as you like. */
    public MsgpackParser() {}

    @Override
    public byte[] encode(WirePacket packet) {
        return PacketWriter.write(packet);
    }

    @Override
    public WirePacket decode(byte[] message) throws PacketFormatException {
        return new PacketReader(message).read();
    }
}
