package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a packet weighs, and what it holds while it waits. */
class PacketTest {
    private final ByteBuf body = Unpooled.buffer(100_000).writeZero(100_000);

    @Test
    void itWeighsItsPayloadAndItsAttachments() {
        assertThat(packet(body.slice(0, 10), body.slice(10, 5), body.slice(20, 7))
                        .bytes())
                .isEqualTo(22);
        assertThat(new Packet(Packet.Kind.EVENT, "/", -1, null, List.of()).bytes())
                .isZero();
        body.release();
    }

    @Test
    void aSmallPartOfABigBufferDoesNotHoldIt() {
        body.setByte(7, 'x');
        Packet kept = packet(body.slice(7, 10), body.slice(7, 1)).keep();
        assertThat(body.refCnt()).isOne();
        body.release();
        assertThat(kept.bytes()).isEqualTo(11);
        assertThat(kept.json().getByte(0)).isEqualTo((byte) 'x');
        assertThat(kept.attachments().get(0).getByte(0)).isEqualTo((byte) 'x');
        kept.release();
        assertThat(kept.json().refCnt()).isZero();
        assertThat(kept.attachments().get(0).refCnt()).isZero();
    }

    @Test
    void aGoodPartOfABufferSharesIt() {
        Packet kept = packet(body.slice(0, 25_000)).keep();
        assertThat(body.refCnt()).isEqualTo(2);
        kept.release();
        body.release();
    }

    @Test
    void ofASmallBufferAnyPartSharesIt() {
        ByteBuf small = Unpooled.buffer(16 * 1024).writeZero(16 * 1024);
        Packet kept = packet(small.slice(0, 1)).keep();
        assertThat(small.refCnt()).isEqualTo(2);
        kept.release();
        small.release();
    }

    private static Packet packet(ByteBuf json, ByteBuf... attachments) {
        return new Packet(Packet.Kind.EVENT, "/", -1, json, List.of(attachments));
    }
}
