package dev.socketwire.fuzz;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.ByteProcessor;

/** A copy of an input that counts how often its bytes are looked at, and changed, see {@link Steps}. */
final class CountedBytes extends UnpooledHeapByteBuf {
    /** Buffers on the heap alone, where they are counted. */
    private static final UnpooledByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);

    CountedBytes(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    CountedBytes(byte[] bytes, int from, int to) {
        super(HEAP, to - from, to - from);
        writeBytes(bytes, from, to - from);
    }

    @Override
    public byte getByte(int index) {
        Steps.add(1);
        return super.getByte(index);
    }

    @Override
    public int getInt(int index) {
        Steps.add(Integer.BYTES);
        return super.getInt(index);
    }

    @Override
    public long getLong(int index) {
        Steps.add(Long.BYTES);
        return super.getLong(index);
    }

    @Override
    public int indexOf(int from, int to, byte value) {
        int found = super.indexOf(from, to, value);
        Steps.add((found < 0 ? to : found) - (long) from);
        return found;
    }

    @Override
    public int forEachByte(ByteProcessor processor) {
        return forEachByte(readerIndex(), readableBytes(), processor);
    }

    @Override
    public int forEachByte(int index, int length, ByteProcessor processor) {
        int stopped = super.forEachByte(index, length, processor);
        Steps.add(stopped < 0 ? length : stopped - (long) index);
        return stopped;
    }
}
