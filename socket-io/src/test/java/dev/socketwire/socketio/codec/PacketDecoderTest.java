package dev.socketwire.socketio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.testkit.Vectors;
import dev.socketwire.testkit.Vectors.Vector;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
    private final PacketDecoder decoder = new PacketDecoder(false);
    private final List<String> told = new ArrayList<>();

    static Stream<Vector> vectors() {
        return Vectors.read("socketio-packets");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorIsReadAsItSays(Vector vector) {
        // In front and behind stand bytes of others.
        ByteBuf message = Unpooled.buffer()
                .writeBytes("[9,\"".getBytes(StandardCharsets.UTF_8))
                .writeBytes(vector.bytes())
                .writeBytes("-,]".getBytes(StandardCharsets.UTF_8))
                .setIndex(4, 4 + vector.bytes().length);
        String result;
        try {
            decoder.text(message, this::tell);
            result = told.isEmpty() ? "waits" : told.get(0);
        } catch (PacketFormatException e) {
            assertThat(e).hasMessageMatching("[ -~]{1,100}");
            assertThat(told).isEmpty();
            result = "FAULT";
        }
        assertThat(result).isEqualTo(vector.expected());
        assertThat(message.readerIndex()).isEqualTo(4);
        decoder.release();
        assertThat(message.refCnt()).isEqualTo(1);
    }

    @Test
    void attachmentsAreCollectedInTheirOrder() throws PacketFormatException {
        text("52-/n,3[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        binary("one");
        assertThat(told).isEmpty();
        binary("two");
        assertThat(told)
                .containsExactly(
                        "EVENT /n 3 [\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}] +one +two");
    }

    @Test
    void theNextPacketIsReadAfterAPacketWithAttachments() throws PacketFormatException {
        text("51-[\"a\",{}]");
        binary("");
        text("2[\"b\"]");
        text("61-0[{}]");
        binary("x");
        assertThat(told).containsExactly("EVENT / -1 [\"a\",{}] +", "EVENT / -1 [\"b\"]", "ACK / 0 [{}] +x");
    }

    @Test
    void aPacketThatAnnouncesNoAttachmentsDoesNotWait() throws PacketFormatException {
        text("50-[\"a\"]");
        text("2[\"b\"]");
        assertThat(told).containsExactly("EVENT / -1 [\"a\"]", "EVENT / -1 [\"b\"]");
    }

    @Test
    void textWhileAttachmentsAreAwaitedIsAFault() throws PacketFormatException {
        text("52-[\"a\"]");
        binary("x");
        assertThatExceptionOfType(PacketFormatException.class)
                .isThrownBy(() -> text("2[\"b\"]"))
                .withMessage("text where 1 attachments were to come");
        decoder.release();
        assertThat(told).isEmpty();
    }

    @Test
    void bytesWhenNoneAreAwaitedAreAFault() throws PacketFormatException {
        assertThatExceptionOfType(PacketFormatException.class).isThrownBy(() -> binary("x"));
        text("51-[\"a\"]");
        binary("x");
        assertThatExceptionOfType(PacketFormatException.class).isThrownBy(() -> binary("y"));
        assertThat(told).hasSize(1);
    }

    @Test
    void whatIsCollectedIsFreedWhenTheConnectionEnds() throws PacketFormatException {
        ByteBuf header = direct("52-[\"a\"]");
        ByteBuf attachment = direct("x");
        decoder.text(header, this::tell);
        decoder.binary(attachment, this::tell);
        assertThat(header.refCnt()).isEqualTo(2);
        assertThat(attachment.refCnt()).isEqualTo(2);
        decoder.release();
        decoder.release();
        assertThat(header.refCnt()).isEqualTo(1);
        assertThat(attachment.refCnt()).isEqualTo(1);
        header.release();
        attachment.release();
    }

    @Test
    void aCollectedPacketIsFreedAlsoWhereItsReceiverThrows() throws PacketFormatException {
        ByteBuf header = direct("51-[\"a\"]");
        ByteBuf attachment = direct("x");
        decoder.text(header, this::tell);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> decoder.binary(attachment, packet -> {
                    throw new IllegalStateException();
                }));
        assertThat(header.refCnt()).isEqualTo(1);
        assertThat(attachment.refCnt()).isEqualTo(1);
        header.release();
        attachment.release();
        text("2[\"b\"]");
        assertThat(told).hasSize(1);
    }

    @Test
    void aPacketMayBeKeptBeyondTheCall() throws PacketFormatException {
        List<Packet> kept = new ArrayList<>();
        ByteBuf header = direct("51-[\"a\"]");
        ByteBuf attachment = direct("x");
        decoder.text(header, packet -> kept.add(packet.retain()));
        decoder.binary(attachment, packet -> kept.add(packet.retain()));
        header.release();
        attachment.release();
        assertThat(describe(kept.get(0))).isEqualTo("EVENT / -1 [\"a\"] +x");
        kept.get(0).release();
        assertThat(header.refCnt()).isZero();
        assertThat(attachment.refCnt()).isZero();
    }

    @Test
    void aPacketWithoutPayloadIsKeptAndFreedLikeAnyOther() throws PacketFormatException {
        List<Packet> kept = new ArrayList<>();
        ByteBuf message = direct("31");
        decoder.text(message, packet -> kept.add(packet.retain()));
        kept.get(0).release();
        message.release();
        assertThat(message.refCnt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2#", "5#", "5#-[]", "0/#", "2/a,#[", "2[#"})
    void aMegabyteOfDigitsIsReadInOneOrTwoPasses(String shape) {
        byte[] bytes = shape.replace("#", "1".repeat(Codecs.MAX_BYTES)).getBytes(StandardCharsets.UTF_8);
        CountingBytes message = new CountingBytes(bytes);
        try {
            decoder.text(message, this::tell);
        } catch (PacketFormatException e) {
            assertThat(told).isEmpty();
        }
        assertThat(message.reads()).isLessThan(3L * bytes.length);
        message.release();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void likelyBytesArePacketsOrRefusedAndNothingIsKept(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String likely = "0123456789-,/[]{}\"a";
        ByteBuf message = Unpooled.buffer();
        for (int round = 0; round < 20_000; round++) {
            String text = random.ints(random.nextInt(12), 0, likely.length())
                    .mapToObj(i -> String.valueOf(likely.charAt(i)))
                    .collect(Collectors.joining());
            message.clear().writeBytes(text.getBytes(StandardCharsets.UTF_8));
            try {
                if (random.nextInt(4) > 0) {
                    decoder.text(message, this::tell);
                } else {
                    decoder.binary(message, this::tell);
                }
            } catch (PacketFormatException e) {
                decoder.release();
                assertThat(message.refCnt()).isEqualTo(1);
            }
        }
        decoder.release();
        assertThat(message.refCnt()).isEqualTo(1);
        assertThat(told).isNotEmpty();
    }

    private void text(String text) throws PacketFormatException {
        ByteBuf message = direct(text);
        try {
            decoder.text(message, this::tell);
        } finally {
            message.release();
        }
    }

    private void binary(String bytes) throws PacketFormatException {
        ByteBuf message = direct(bytes);
        try {
            decoder.binary(message, this::tell);
        } finally {
            message.release();
        }
    }

    private static ByteBuf direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBufAllocator.DEFAULT.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
    }

    private void tell(Packet packet) {
        told.add(describe(packet));
    }

    private static String describe(Packet packet) {
        ByteBuf json = packet.json();
        return packet.kind() + " " + packet.namespace() + " " + packet.ackId() + " "
                + (json == null ? "-" : json.toString(StandardCharsets.UTF_8))
                + packet.attachments().stream()
                        .map(bytes -> " +" + bytes.toString(StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }
}
