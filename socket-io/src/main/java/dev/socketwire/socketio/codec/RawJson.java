package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;

/** A value that is JSON already, such as an argument that goes back as it came. */
public interface RawJson {
    /** Appends the JSON. */
    void writeTo(ByteBuf out);
}
