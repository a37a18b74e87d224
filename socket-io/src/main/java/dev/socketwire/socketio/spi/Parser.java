package dev.socketwire.socketio.spi;

import dev.socketwire.engineio.PacketFormatException;

/**
 * How packets stand on the wire, where it is not as every client has it by default. All clients of a server have to use the
 * same. Each packet is one binary message. Has no state; any thread, several at a time.
 */
public interface Parser {
    /**
     * A packet for clients. A broadcast is encoded once.
     *
     * @param packet one of ours: its JSON is well-formed, and there are as many attachments as placeholders
     * @return the message; the caller's
     */
    byte[] encode(WirePacket packet);

    /**
     * A message of a client, which may be anything. Whoever reads it sets nothing aside that the message merely claims to hold,
     * and does not recurse. Type, name and id of the packet are checked when it is handed back, and so is its JSON.
     *
     * @param message never longer than {@code maxHttpBufferSize}; the reader's
     * @throws PacketFormatException where it is no packet: the client is disconnected, with {@code parse error}
     */
    WirePacket decode(byte[] message) throws PacketFormatException;
}
