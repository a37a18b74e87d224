package dev.socketwire.socketio.msgpack;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import dev.socketwire.testkit.Hex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Packets of the tests of this package. */
final class Packets {
    static final MsgpackParser PARSER = new MsgpackParser();

    private Packets() {}

    static WirePacket of(WirePacket.Type type, String namespace, String json, byte[]... attachments) {
        return new WirePacket(
                type,
                namespace,
                OptionalLong.empty(),
                Optional.of(new Payload(json.getBytes(StandardCharsets.UTF_8), List.of(attachments))));
    }

    static WirePacket withId(WirePacket.Type type, long id, String json) {
        return new WirePacket(
                type, "/", OptionalLong.of(id), of(type, "/", json).data());
    }

    static String encoded(WirePacket packet) {
        return Hex.of(PARSER.encode(packet));
    }

    /** An event of one value, which is told in hex. */
    static byte[] event(String value) {
        return Hex.bytes("83 a474797065 02 a464617461 91" + value + "a36e7370 a12f");
    }

    static WirePacket decoded(String hex) throws PacketFormatException {
        return PARSER.decode(Hex.bytes(hex));
    }

    /** The JSON of the one value of an event. */
    static String json(String value) throws PacketFormatException {
        String all = json(PARSER.decode(event(value)));
        return all.substring(1, all.length() - 1);
    }

    static String json(WirePacket packet) {
        return new String(packet.data().orElseThrow().json(), StandardCharsets.UTF_8);
    }
}
