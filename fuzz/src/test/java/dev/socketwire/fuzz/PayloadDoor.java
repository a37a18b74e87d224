package dev.socketwire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.codec.PacketCodec;
import dev.socketwire.engineio.codec.PacketSink;
import dev.socketwire.engineio.codec.PacketType;
import dev.socketwire.engineio.codec.PayloadCodec;
import dev.socketwire.engineio.codec.TwiceEncoded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;

/** What holds for the bodies of polls and for single messages of both revisions of Engine.IO. */
final class PayloadDoor {
    private static final int MAX_PACKETS = 100;

    /** A body is scanned, its packets are counted and then read: a few looks at each byte. */
    private static final int STEPS_FOR_EACH = 16;

    /** A packet may be as short as two bytes, and is a slice. */
    private static final int ALLOCATED_FOR_EACH = 200;

    private static final PacketSink NOBODY = new PacketSink() {
        @Override
        public void onPacket(PacketType type, ByteBuf data) {}

        @Override
        public void onBinary(ByteBuf data) {}
    };

    private PayloadDoor() {}

    /** One of the two forms of reading. */
    private interface Reading {
        void read(ByteBuf bytes, PacketSink sink) throws PacketFormatException;
    }

    /** A whole body. */
    static void body(PayloadCodec codec, byte[] input) {
        PayloadLog log = new PayloadLog();
        boolean isWhole = read((bytes, sink) -> codec.decode(bytes, MAX_PACKETS, sink), input, log);
        assertThat(log.told().size()).isLessThanOrEqualTo(MAX_PACKETS);
        cost((bytes, sink) -> codec.decode(bytes, MAX_PACKETS, sink), input);
        // As bodies of old clients are read: what they have encoded twice is undone.
        read((bytes, sink) -> codec.decode(bytes, MAX_PACKETS, new TwiceEncoded(sink)), input, new PayloadLog());
        cost((bytes, sink) -> codec.decode(bytes, MAX_PACKETS, new TwiceEncoded(sink)), input);
        if (log.told().isEmpty()) {
            // Bodies of revision 3 may be made of packets without a length.
            return;
        }
        ByteBuf again = written(codec, log.told());
        PayloadLog same = new PayloadLog();
        assertThat(read((bytes, sink) -> codec.decode(bytes, MAX_PACKETS, sink), copy(again), same))
                .as("reads what it has written, of a body that was whole: %s", isWhole)
                .isTrue();
        assertThat(same.told()).isEqualTo(log.told());
    }

    /** A message of a WebSocket, as text and as bytes. */
    static void message(Revision revision, byte[] input) {
        PacketCodec codec = PacketCodec.of(revision);
        PayloadLog log = new PayloadLog();
        if (Utf8.is(input)) {
            read(codec::decodeText, input, log);
            cost(codec::decodeText, input);
        }
        read(codec::decodeBinary, input, log);
        cost(codec::decodeBinary, input);
        for (PayloadLog.Told told : log.told()) {
            if (told.type() == null) {
                messageIsTheSame(codec, told);
            }
        }
    }

    private static void messageIsTheSame(PacketCodec codec, PayloadLog.Told told) {
        PayloadLog same = new PayloadLog();
        read(codec::decodeText, copy(codec.base64Packet(told.data(), 3)), same);
        read(codec::decodeBinary, copy(codec.binaryMessage(told.data())), same);
        assertThat(same.told()).isEqualTo(List.of(told, told));
    }

    private static boolean read(Reading reading, byte[] input, PayloadLog log) {
        try {
            reading.read(new CountedBytes(input), log);
            return true;
        } catch (PacketFormatException e) {
            assertThat(e.getMessage()).matches("[ -~]{1,100}");
            return false;
        }
    }

    private static void cost(Reading reading, byte[] input) {
        Cost.linear(input.length, ALLOCATED_FOR_EACH, STEPS_FOR_EACH).check(() -> {
            try {
                reading.read(new CountedBytes(input), NOBODY);
            } catch (PacketFormatException e) {
                assertThat(e).hasNoCause();
            }
        });
    }

    private static ByteBuf written(PayloadCodec codec, List<PayloadLog.Told> told) {
        int size = 0;
        ByteBuf body = new UnpooledByteBufAllocator(false).heapBuffer();
        for (PayloadLog.Told packet : told) {
            PacketType type = packet.type();
            if (type == null) {
                size += codec.binarySize(packet.data());
                codec.writeBinary(body, packet.data());
            } else {
                size += codec.textSize(packet.data());
                codec.writeText(body, type, packet.data());
            }
        }
        assertThat(body.readableBytes()).isLessThanOrEqualTo(size);
        return body;
    }

    private static byte[] copy(ByteBuf bytes) {
        byte[] copy = ByteBufUtil.getBytes(bytes);
        bytes.release();
        return copy;
    }
}
