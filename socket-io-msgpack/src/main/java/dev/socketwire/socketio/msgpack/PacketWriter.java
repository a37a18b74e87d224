package dev.socketwire.socketio.msgpack;

import dev.socketwire.socketio.spi.WirePacket;

/** One packet of ours, its keys in the order that the reference has for events. */
final class PacketWriter {
    private PacketWriter() {}

    static byte[] write(WirePacket packet) {
        int pairs = 2 + (packet.data().isPresent() ? 1 : 0) + (packet.id().isPresent() ? 1 : 0);
        int expected = 32
                + packet.namespace().length()
                + packet.data().map(data -> data.json().length).orElse(0);
        MsgpackBytes out = new MsgpackBytes(expected);
        out.map(pairs);
        out.text("type");
        out.integer(packet.type().number());
        packet.data().ifPresent(data -> {
            out.text("data");
            MsgpackFromJson.write(data, out);
        });
        packet.id().ifPresent(id -> {
            out.text("id");
            out.integer(id);
        });
        out.text("nsp");
        out.text(packet.namespace());
        return out.toArray();
    }
}
