package dev.socketwire.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedMessageTest {
    @Test
    void theFrameHoldsHeaderTypeAndText() {
        SharedMessage message = SharedMessage.of(Bench.message("hi"), List.of());
        assertThat(hex(message.webSocketFrames())).isEqualTo("8103346869");
        assertThat(text(message)).isEqualTo("hi");
        message.release();
    }

    @Test
    void theFramesOfBinariesStandBehindIt() {
        SharedMessage message = SharedMessage.of(Bench.message("hi"), List.of(Bench.bytes(1, 2), Bench.bytes()));
        assertThat(hex(message.webSocketFrames())).isEqualTo("8103346869" + "82020102" + "8200");
        assertThat(text(message)).isEqualTo("hi");
        message.release();
    }

    @Test
    void aBinaryAloneHasNoText() {
        ByteBuf binary = Bench.bytes(1, 2);
        SharedMessage message = SharedMessage.binary(binary);
        assertThat(hex(message.webSocketFrames())).isEqualTo("82020102");
        assertThat(message.hasText()).isFalse();
        assertThat(message.packets()).isOne();
        assertThat(message.bytes()).isEqualTo(3);
        message.release();
        assertThat(binary.refCnt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"124, 817d", "125, 817e007e", "65534, 817effff", "65535, 817f0000000000010000"})
    void theHeaderHasRoomForEveryLength(int length, String header) {
        SharedMessage message = SharedMessage.of(Bench.message("x".repeat(length)), List.of());
        ByteBuf frames = message.webSocketFrames();
        assertThat(ByteBufUtil.hexDump(frames, frames.readerIndex(), header.length() / 2 + 1))
                .isEqualTo(header + "34");
        assertThat(text(message)).hasSize(length);
        message.release();
    }

    @Test
    void allIsReleasedWithTheLastReference() {
        ByteBuf head = Bench.message("hi");
        ByteBuf binary = Bench.bytes(1);
        SharedMessage message = SharedMessage.of(head, List.of(binary));
        ByteBuf frames = message.webSocketFrames().retainedDuplicate();
        ByteBuf text = message.text();
        message.release();
        assertThat(hex(frames)).isEqualTo("8103346869" + "820101");
        frames.release();
        assertThat(text.release()).isTrue();
        assertThat(head.refCnt()).isZero();
        assertThat(binary.refCnt()).isZero();
    }

    @Test
    void manyThreadsReadTheSameBytes() throws Exception {
        SharedMessage message = SharedMessage.of(Bench.message("x".repeat(10_000)), List.of(Bench.bytes(1, 2, 3)));
        String expected = hex(message.webSocketFrames());
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(pool.submit(() -> {
                    start.await();
                    boolean same = true;
                    for (int round = 0; round < 200; round++) {
                        ByteBuf frames = message.webSocketFrames();
                        same &= ByteBufUtil.hexDump(frames).equals(expected);
                    }
                    return same;
                }));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(message.refCnt()).isOne();
        message.release();
    }

    private static String hex(ByteBuf bytes) {
        return ByteBufUtil.hexDump(bytes);
    }

    private static String text(SharedMessage message) {
        ByteBuf text = message.text();
        String string = text.toString(StandardCharsets.UTF_8);
        text.release();
        return string;
    }
}
