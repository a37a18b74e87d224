package dev.socketwire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.FrameHeader;
import dev.socketwire.frames.WebSocketServer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawFramesTest {
    @Test
    void aMessageIsAnsweredInKind() {
        assertThat(RawFrames.answer("{\"name\":\"msg\",\"data\":[12,5]}"))
                .isEqualTo(new RawFrames.Message("msg", List.of(17L)));
        assertThat(RawFrames.answer("{\"data\":[2147483647,2147483647],\"name\":\"msg\",\"more\":1}"))
                .isEqualTo(new RawFrames.Message("msg", List.of(4294967294L)));
        assertThat(RawFrames.answer("{\"name\":\"msg\",\"data\":[]}"))
                .isEqualTo(new RawFrames.Message("msg", List.of(0L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "12",
                "null",
                "[]",
                "{",
                "{}",
                "{} {}",
                "{\"name\":\"msg\"}",
                "{\"name\":\"msg\",\"data\":null}",
                "{\"name\":\"msg\",\"data\":{\"0\":12}}",
                "{\"name\":12,\"data\":[12]}",
                "{\"name\":\"other\",\"data\":[12]}",
                "{\"name\":\"msg\",\"data\":[1.5]}",
                "{\"name\":\"msg\",\"data\":[\"12\"]}",
                "{\"name\":\"msg\",\"data\":[null]}",
                "{\"name\":\"msg\",\"data\":[2147483648]}",
                "{\"name\":\"msg\",\"data\":[1e999999999]}",
            })
    void nonsenseIsAnsweredWithAnError(String text) {
        assertThat(RawFrames.answer(text).name()).isEqualTo("error");
    }

    @Test
    void deepAndLongNonsenseIsAnsweredWithAnError() {
        assertThat(RawFrames.answer("[".repeat(16_384)).name()).isEqualTo("error");
        assertThat(RawFrames.answer("{\"name\":\"msg\",\"data\":[" + "9".repeat(16_000) + "]}")
                        .name())
                .isEqualTo("error");
        assertThat(RawFrames.answer("{\"name\":\"msg\",\"data\":[" + "1,".repeat(100) + "1]}")
                        .name())
                .isEqualTo("error");
    }

    @Test
    void aMaskedFrameIsTakenApart() {
        // RFC 6455 section 5.7: a single-frame masked text message "Hello".
        assertThat(FrameLesson.takenApart(HexFormat.of().parseHex("818537fa213d7f9f4d5158")))
                .isEqualTo(new FrameLesson.Frame(
                        "81",
                        "85",
                        "",
                        "37fa213d",
                        "7f9f4d5158",
                        "48656c6c6f",
                        new FrameHeader(true, false, 1, true, 5, 0x37fa213d, 6)));
    }

    @Test
    void theFramesOfAMessageAndOfItsAnswer() {
        List<FrameLesson.Frame> frames = FrameLesson.ofFrames("Hello", "x".repeat(300));
        FrameLesson.Frame sent = frames.get(0);
        assertThat(sent.unmasked()).isEqualTo("48656c6c6f");
        assertThat(sent.header().masked()).isTrue();
        assertThat(sent.key())
                .hasSize(8)
                .isNotEqualTo(FrameLesson.ofFrames("Hello", "").get(0).key());

        FrameLesson.Frame answer = frames.get(1);
        assertThat(answer.header()).isEqualTo(new FrameHeader(true, false, 1, false, 300, 0, 4));
        assertThat(answer.second() + answer.length()).isEqualTo("7e012c");
        assertThat(answer.key()).isEmpty();
        assertThat(answer.payload()).isEqualTo("78".repeat(96)).isEqualTo(answer.unmasked());
    }

    @Test
    void thePortIsTheNextOneOrAFreeOne() {
        try (WebSocketServer taken = RawFrames.open("127.0.0.1", 0);
                WebSocketServer other = RawFrames.open("127.0.0.1", taken.port() - 1)) {
            assertThat(other.port()).isPositive().isNotEqualTo(taken.port());
        }
        try (WebSocketServer last = RawFrames.open("127.0.0.1", 65_535)) {
            assertThat(last.port()).isPositive();
        }
    }
}
