package dev.socketwire.socketio.codec;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.ByteProcessor;

/** A buffer that counts how many of its bytes were looked at, as often as they were. */
final class CountingBytes extends UnpooledHeapByteBuf {
    private long reads;

    CountingBytes(byte[] bytes) {
        super(UnpooledByteBufAllocator.DEFAULT, bytes, bytes.length);
    }

    long reads() {
        return reads;
    }

    @Override
    public byte getByte(int index) {
        reads++;
        return super.getByte(index);
    }

    @Override
    public int indexOf(int from, int to, byte value) {
        int found = super.indexOf(from, to, value);
        reads += (found < 0 ? to : found) - from;
        return found;
    }

    @Override
    public int forEachByte(int index, int length, ByteProcessor processor) {
        int stopped = super.forEachByte(index, length, processor);
        reads += stopped < 0 ? length : stopped - index;
        return stopped;
    }
}
