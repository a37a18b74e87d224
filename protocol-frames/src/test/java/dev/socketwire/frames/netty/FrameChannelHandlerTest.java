package dev.socketwire.frames.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.frames.handshake.DeflateAgreement;
import dev.socketwire.testkit.Hex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handler in a channel that is driven by hand. Mask keys are 00000000. */
class FrameChannelHandlerTest {
    private static final String TEXT_A = "8181 00000000 61";
    private static final String PING = "8981 00000000 07";

    private final List<String> told = new ArrayList<>();
    private final Flushes flushes = new Flushes();
    private final FrameChannelHandler handler = new FrameChannelHandler(WebSocketLimits.defaults(), null);
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes);

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void severalMessagesInOneReadAreAllToldAndTheirAnswersFlushOnce() {
        listen();
        channel.writeInbound(Hex.buffer(TEXT_A + TEXT_A + PING + TEXT_A));
        assertThat(told).containsExactly("text a", "text a", "ping 07", "text a");
        assertThat(sent()).isEqualTo("810161" + "810161" + "8a0107" + "810161");
        assertThat(flushes.count).isOne();
    }

    @Test
    void aSharedBinaryMessageGetsItsHeaderInABufferOfItsOwn() {
        listen();
        ByteBuf shared = Hex.buffer("010203");
        handler.sendBinary(shared.retainedDuplicate(), false);
        handler.sendBinary(shared, false);
        channel.runPendingTasks();
        assertThat(sent()).isEqualTo("8203010203" + "8203010203");
    }

    @Test
    void whatCameBeforeSomebodyListensIsToldThen() {
        channel.pipeline().addLast(handler);
        channel.writeInbound(Hex.buffer(TEXT_A), Hex.buffer(TEXT_A));
        assertThat(told).isEmpty();
        assertThat(channel.config().isAutoRead()).isFalse();
        handler.listen(new Recorder());
        assertThat(told).containsExactly("text a", "text a");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void anEndBeforeSomebodyListensIsToldThen() {
        channel.pipeline().addLast(handler);
        channel.writeInbound(Hex.buffer(TEXT_A));
        channel.close();
        handler.listen(new Recorder());
        assertThat(told).contains("closed 1006");
    }

    @Test
    void aConnectionThatNobodyEverListensToLeavesNothingBehind() {
        channel.pipeline().addLast(handler);
        channel.writeInbound(Hex.buffer(TEXT_A));
        handler.close(1000, "");
        channel.writeInbound(Hex.buffer(TEXT_A));
        channel.close();
        assertThat(told).isEmpty();
    }

    @Test
    void leftoversOfAnHttpCodecArePassedOver() {
        listen();
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(told).isEmpty();
        assertThat(channel.inboundMessages()).isEmpty();
    }

    @Test
    void nothingIsSentOrToldAfterOurCloseFrame() {
        listen();
        handler.close(4001, "bye");
        handler.close(4002, "again");
        handler.sendText(text("late"), false);
        handler.sendBinary(text("late"), false);
        handler.sendFrame(text("late"));
        handler.sendPing(Unpooled.EMPTY_BUFFER);
        channel.writeInbound(Hex.buffer(TEXT_A + PING + "8a80 00000000 8280 00000000"));
        assertThat(sent()).isEqualTo("88050fa1627965");
        assertThat(told).isEmpty();
        channel.writeInbound(Hex.buffer("8882 00000000 0fa1"));
        assertThat(told).containsExactly("closed 4001");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void framesBehindTheCloseFrameOfThePeerAreNotRead() {
        listen();
        channel.writeInbound(Hex.buffer("8882 00000000 03e8" + TEXT_A));
        assertThat(told).containsExactly("closed 1000");
        assertThat(sent()).isEqualTo("880203e8");
    }

    @Test
    void aBrokenRuleIsToldOnceWithItsCode() {
        listen();
        channel.writeInbound(Hex.buffer("8300"));
        assertThat(told).containsExactly("closed 1002 by a violation");
        assertThat(sent()).startsWith("88").contains("03ea");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aCodeThatMayNotTravelIsRefusedAndNothingIsClosed() {
        listen();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handler.close(1006, ""))
                .withMessageContaining("1006");
        channel.writeInbound(Hex.buffer(TEXT_A));
        assertThat(told).containsExactly("text a");
    }

    @Test
    void aPeerThatPingsAndDoesNotReadIsNotReadFrom() {
        listen();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 10));
        flushes.held = true;
        channel.writeInbound(Hex.buffer(PING.repeat(10)));
        assertThat(handler.isWritable()).isFalse();
        assertThat(handler.pendingBytes()).isPositive();
        assertThat(channel.config().isAutoRead()).isFalse();
        flushes.held = false;
        channel.flush();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(told).contains("writable false", "writable true");
    }

    @Test
    void thePeersGoodbyeIsReadAlthoughReadingWasStopped() {
        listen();
        handler.setReading(false);
        assertThat(channel.config().isAutoRead()).isFalse();
        handler.close(1000, "");
        assertThat(channel.config().isAutoRead()).isTrue();
        handler.setReading(false);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aFailureOfTheSocketIsTheEndOfTheConnectionAndNoFaultOfOurs() {
        listen();
        channel.pipeline().fireExceptionCaught(new IOException("reset"));
        assertThat(channel.isOpen()).isFalse();
        assertThat(told).containsExactly("closed 1006");
    }

    @Test
    void aFailureOfOursIs1011WithoutDetails() {
        listen();
        channel.writeInbound(Hex.buffer("8185 00000000 7468726f77"));
        assertThat(sent()).isEqualTo("880203f3");
        assertThat(told).containsExactly("closed 1011");
    }

    @Test
    void longMessagesAreCompressedWhereThatWasAgreedOn() {
        DeflateAgreement agreement = new DeflateAgreement(false, false, 15, 6, 5);
        FrameChannelHandler deflating = new FrameChannelHandler(WebSocketLimits.defaults(), agreement);
        deflating.listen(new Recorder());
        channel.pipeline().addLast(deflating);
        assertThat(deflating.compresses()).isTrue();
        deflating.sendText(text("Hello"), true);
        deflating.sendBinary(text("Hello"), true);
        deflating.sendText(text("Hello"), false);
        deflating.sendText(text("Hell"), true);
        deflating.sendBinary(text("Hell"), true);
        channel.runPendingTasks();
        assertThat(sent())
                .isEqualTo(
                        "c107f248cdc9c90700" + "c205f200110000" + "810548656c6c6f" + "810448656c6c" + "820448656c6c");
    }

    @Test
    void aPingIsSentAndItsPongTold() {
        listen();
        assertThat(handler.compresses()).isFalse();
        handler.sendPing(Hex.buffer("05"));
        channel.runPendingTasks();
        assertThat(sent()).isEqualTo("890105");
        channel.writeInbound(Hex.buffer("8a81 00000000 05"));
        assertThat(told).containsExactly("pong 05");
    }

    @Test
    void cuttingSaysNothing() {
        listen();
        handler.cut();
        assertThat(sent()).isEmpty();
        assertThat(told).containsExactly("closed 1006");
        assertThat(handler.pendingBytes()).isZero();
    }

    private void listen() {
        handler.listen(new Recorder());
        channel.pipeline().addLast(handler);
    }

    private static ByteBuf text(String text) {
        ByteBuf message = Unpooled.buffer().setIndex(MessageWriter.HEADER_ROOM, MessageWriter.HEADER_ROOM);
        message.writeCharSequence(text, StandardCharsets.UTF_8);
        return message;
    }

    private String sent() {
        StringBuilder hex = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            hex.append(ByteBufUtil.hexDump(out));
            out.release();
        }
        return hex.toString();
    }

    /** Writes down what it is told, and answers each text with itself. */
    private final class Recorder implements FrameListener {
        @Override
        public void onText(ByteBuf payload) {
            String text = payload.toString(StandardCharsets.UTF_8);
            if (text.equals("throw")) {
                throw new IllegalStateException("planned");
            }
            told.add("text " + text);
            handler.sendText(text(text), false);
        }

        @Override
        public void onBinary(ByteBuf payload) {
            told.add("binary " + ByteBufUtil.hexDump(payload));
        }

        @Override
        public void onPing(ByteBuf payload) {
            told.add("ping " + ByteBufUtil.hexDump(payload));
        }

        @Override
        public void onPong(ByteBuf payload) {
            told.add("pong " + ByteBufUtil.hexDump(payload));
        }

        @Override
        public void onWritabilityChanged(boolean writable) {
            told.add("writable " + writable);
        }

        @Override
        public void onClosed(Closed how) {
            told.add("closed " + how.code() + (how.violation() ? " by a violation" : ""));
        }
    }

    /** Counts the flushes, and holds them back to play a socket that takes nothing. */
    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        private int count;
        private boolean held;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            count++;
            if (!held) {
                ctx.flush();
            }
        }
    }
}
