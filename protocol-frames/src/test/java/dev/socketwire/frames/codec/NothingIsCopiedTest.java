package dev.socketwire.frames.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.testkit.Hex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A message that came whole is handed on where it stands; a message that is sent gets its header in front of it. */
class NothingIsCopiedTest {
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    @Test
    void aWholeFrameIsToldAsAPartOfTheBufferThatWasRead() throws ProtocolViolation {
        byte[] memory = Hex.bytes("8185 37fa213d 7f9f4d5158 8283 00000000 010203");
        List<Integer> offsets = new ArrayList<>();
        MessageReader reader = new MessageReader(
                Role.SERVER, WebSocketLimits.defaults(), null, allocator, new Offsets(memory, offsets));
        reader.read(Unpooled.wrappedBuffer(memory));
        reader.close();
        assertThat(offsets).containsExactly(6, 17);
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void theHeaderOfASentMessageIsWrittenIntoTheRoomBeforeIt() {
        assertThatNothingMoves(5, 2);
        assertThatNothingMoves(126, 4);
        assertThatNothingMoves(65_536, 10);
    }

    private static void assertThatNothingMoves(int length, int headerLength) {
        ByteBuf message = Unpooled.buffer(MessageWriter.HEADER_ROOM + length);
        message.setIndex(MessageWriter.HEADER_ROOM, MessageWriter.HEADER_ROOM + length);
        ByteBuf frame = MessageWriter.textInPlace(message);
        assertThat(frame).isSameAs(message);
        assertThat(frame.readerIndex()).isEqualTo(MessageWriter.HEADER_ROOM - headerLength);
        assertThat(frame.readableBytes()).isEqualTo(headerLength + length);
    }

    /** Where each payload begins in the memory that was read, its length being beside the point. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Offsets(byte[] memory, List<Integer> offsets) implements MessageSink {
        @Override
        public void onText(ByteBuf payload) {
            onBinary(payload);
        }

        @Override
        public void onBinary(ByteBuf payload) {
            assertThat(payload.array()).isSameAs(memory);
            offsets.add(payload.arrayOffset() + payload.readerIndex());
        }

        @Override
        public void onPing(ByteBuf payload) {
            onBinary(payload);
        }

        @Override
        public void onPong(ByteBuf payload) {
            onBinary(payload);
        }

        @Override
        public void onClose(int code, String reason) {}
    }
}
