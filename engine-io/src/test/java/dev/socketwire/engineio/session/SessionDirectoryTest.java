package dev.socketwire.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.DisconnectReason;
import org.junit.jupiter.api.Test;

/** An id is that of one session at most. */
class SessionDirectoryTest {
    @Test
    void anIdIsClaimedOnceUntilItIsSettledThatThereIsNoSession() {
        SessionDirectory directory = new SessionDirectory();
        assertThat(directory.claim("a")).isTrue();
        assertThat(directory.claim("a")).isFalse();
        assertThat(directory.claim("b")).isTrue();
        directory.settle("a");
        assertThat(directory.claim("a")).isTrue();
    }

    @Test
    void theIdOfASessionIsNotClaimedWhileItLives() {
        Bench bench = new Bench();
        Session session = bench.push(new FakePushTransport());
        SessionDirectory directory = bench.directory;
        assertThat(directory.claim(session.sid())).isFalse();
        session.closeNow(DisconnectReason.FORCED_CLOSE);
        assertThat(directory.claim(session.sid())).isTrue();
    }
}
