package dev.socketwire.frames.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A socket that takes as many bytes as the test says. */
class FlushProgressTest {
    private final Socket channel = new Socket();

    @AfterEach
    void end() {
        channel.room = Integer.MAX_VALUE;
        channel.flush();
        channel.finishAndReleaseAll();
    }

    @Test
    void aMessageThatFlowsMovesBeforeAllOfItHasLeft() {
        write(1000);
        FlushProgress progress = new FlushProgress(channel);
        assertThat(progress.hasMoved()).isFalse();
        take(1);
        assertThat(progress.hasMoved()).isTrue();
        assertThat(progress.hasMoved()).isFalse();
        take(998);
        assertThat(progress.hasMoved()).isTrue();
        take(1);
        assertThat(progress.hasMoved()).isTrue();
        assertThat(progress.hasMoved()).isFalse();
    }

    @Test
    void whatIsWrittenIsNoMovement() {
        write(10);
        FlushProgress progress = new FlushProgress(channel);
        write(10);
        assertThat(progress.hasMoved()).isFalse();
        take(15);
        assertThat(progress.hasMoved()).isTrue();
    }

    @Test
    void whatIsUnsentShrinksWithEveryByte() {
        assertThat(FlushProgress.unsent(channel)).isZero();
        write(1000);
        long before = FlushProgress.unsent(channel);
        assertThat(before).isGreaterThanOrEqualTo(1000);
        take(300);
        assertThat(FlushProgress.unsent(channel)).isEqualTo(before - 300);
        take(700);
        assertThat(FlushProgress.unsent(channel)).isZero();
    }

    @Test
    void aClosedChannelHasNothingUnsent() {
        write(1000);
        channel.close();
        assertThat(FlushProgress.unsent(channel)).isZero();
    }

    private void write(int bytes) {
        channel.writeAndFlush(Unpooled.buffer(bytes).writeZero(bytes));
    }

    private void take(int bytes) {
        channel.room = bytes;
        channel.flush();
    }

    private static final class Socket extends EmbeddedChannel {
        private int room;

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) {
            waiting.removeBytes(Math.min(room, waiting.totalPendingWriteBytes()));
            room = 0;
        }
    }
}
