package dev.socketwire.frames.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.connection.ClosingHandshake.End;
import dev.socketwire.frames.connection.ClosingHandshake.Step;
import org.junit.jupiter.api.Test;

class ClosingHandshakeTest {
    private final ClosingHandshake closing = new ClosingHandshake();

    @Test
    void aConnectionIsOpenUntilSomebodyCloses() {
        assertThat(closing.isOpen()).isTrue();
        assertThat(closing.end()).isNull();
    }

    @Test
    void whoClosesFirstSendsAndWaits() {
        assertThat(closing.close()).isEqualTo(Step.SEND_AND_WAIT);
        assertThat(closing.isOpen()).isFalse();
        assertThat(closing.end()).isNull();
    }

    @Test
    void closingAgainDoesNothing() {
        closing.close();
        assertThat(closing.close()).isEqualTo(Step.NONE);
    }

    @Test
    void thePeersAnswerEndsTcp() {
        closing.close();
        assertThat(closing.peerClosed(1000, "bye")).isEqualTo(Step.END);
        assertThat(closing.end()).isEqualTo(new End(1000, "bye", false));
    }

    @Test
    void aPeerThatClosesFirstIsAnsweredThenTcpEnds() {
        assertThat(closing.peerClosed(4001, "")).isEqualTo(Step.ANSWER_AND_END);
        assertThat(closing.isOpen()).isFalse();
        assertThat(closing.end()).isEqualTo(new End(4001, "", false));
        assertThat(closing.close()).isEqualTo(Step.NONE);
    }

    @Test
    void aPeerThatBreaksARuleIsToldAndNotWaitedFor() {
        assertThat(closing.cutOff(1002, "opcode 3", true)).isEqualTo(Step.SEND_AND_END);
        assertThat(closing.end()).isEqualTo(new End(1002, "opcode 3", true));
    }

    @Test
    void aPeerThatBreaksARuleAfterOurCloseFrameIsToldNothingMore() {
        closing.close();
        assertThat(closing.cutOff(1002, "opcode 3", true)).isEqualTo(Step.END);
    }

    @Test
    void aPeerThatDoesNotAnswerIsGivenUp() {
        closing.close();
        assertThat(closing.timedOut()).isEqualTo(Step.END);
        assertThat(closing.end()).isEqualTo(new End(1006, "no answer to our close frame", false));
    }

    @Test
    void theEndOfTcpWithoutACloseFrameIs1006() {
        closing.disconnected();
        assertThat(closing.isOpen()).isFalse();
        assertThat(closing.end()).isEqualTo(new End(1006, "", false));
    }

    @Test
    void onlyTheFirstEndCounts() {
        closing.peerClosed(1000, "");
        closing.disconnected();
        assertThat(closing.timedOut()).isEqualTo(Step.NONE);
        assertThat(closing.cutOff(1011, "", false)).isEqualTo(Step.NONE);
        assertThat(closing.peerClosed(1001, "")).isEqualTo(Step.NONE);
        assertThat(closing.end()).isEqualTo(new End(1000, "", false));
    }
}
