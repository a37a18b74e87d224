package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The binary values that were met while JSON was written, in the order of their placeholders. */
final class Attachments {
    private final List<ByteBuf> list = new ArrayList<>(2);

    /** Keeps a copy of some bytes and answers the number of its placeholder. */
    int add(ByteBuffer bytes) {
        list.add(Unpooled.copiedBuffer(bytes));
        return list.size() - 1;
    }

    List<ByteBuf> list() {
        return list;
    }
}
