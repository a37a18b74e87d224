package dev.socketwire.benchmarks;

import dev.socketwire.frames.codec.MessageSink;
import io.netty.buffer.ByteBuf;

/** Counts what it is told. */
final class Told implements MessageSink {
    private int bytes;

    /** The bytes of all payloads, and the codes of all closes. */
    int bytes() {
        return bytes;
    }

    @Override
    public void onText(ByteBuf payload) {
        bytes += payload.readableBytes();
    }

    @Override
    public void onBinary(ByteBuf payload) {
        bytes += payload.readableBytes();
    }

    @Override
    public void onPing(ByteBuf payload) {
        bytes += payload.readableBytes();
    }

    @Override
    public void onPong(ByteBuf payload) {
        bytes += payload.readableBytes();
    }

    @Override
    public void onClose(int code, String reason) {
        bytes += code;
    }
}
