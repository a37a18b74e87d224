package dev.socketwire.socketio.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of the events of a namespace, and from where on a client misses some. */
class PacketLogTest {
    private final PacketLog log = new PacketLog(ConnectionStateRecovery.defaults()
            .withMaxDisconnectionDuration(Duration.ofNanos(100))
            .withMaxPackets(5)
            .withMaxBytes(50));

    private final List<SharedMessage> messages = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        log.release();
        assertThat(messages).allMatch(message -> message.refCnt() == 0);
    }

    @Test
    void anEmptyLogReachesItsBeginningAlone() {
        assertThat(log.last()).isZero();
        assertThat(log.reaches(0)).isTrue();
        assertThat(log.reaches(1)).isFalse();
        assertThat(log.reaches(-1)).isFalse();
        assertThat(log.after(0)).isEmpty();
    }

    @Test
    void whatCameBehindANumberIsInOrder() {
        for (int i = 0; i < 5; i++) {
            add(1, i);
        }
        assertThat(log.after(2)).extracting(PacketLog.Entry::number).containsExactly(3L, 4L, 5L);
        assertThat(log.after(5)).isEmpty();
        assertThat(log.reaches(0)).isTrue();
        assertThat(log.reaches(5)).isTrue();
        assertThat(log.reaches(6)).isFalse();
    }

    @Test
    void theOldestGoBeyondTheNumber() {
        for (int i = 0; i < 7; i++) {
            add(1, 0);
        }
        assertThat(log.after(0)).extracting(PacketLog.Entry::number).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(log.reaches(1)).isFalse();
        assertThat(log.reaches(2)).isTrue();
        assertThat(messages.get(1).refCnt()).isZero();
    }

    @Test
    void theOldestGoBeyondTheBytes() {
        add(24, 0);
        add(24, 0);
        assertThat(log.reaches(0)).isTrue();
        add(10, 0);
        assertThat(log.reaches(0)).isFalse();
        assertThat(log.reaches(1)).isTrue();
        add(60, 0);
        assertThat(log.reaches(3)).isFalse();
        assertThat(log.reaches(4)).isTrue();
    }

    @Test
    void theOldestGoWithTime() {
        add(1, 0);
        add(1, 60);
        log.trim(100);
        assertThat(log.reaches(0)).isTrue();
        log.trim(101);
        assertThat(log.reaches(0)).isFalse();
        assertThat(log.reaches(1)).isTrue();
    }

    @Test
    void whatAClientMissesBeginsBehindWhatItHasSeen() {
        LostSocket socket = lost(5L, 10L, 12L);
        assertThat(socket.from(7L)).isEqualTo(7);
        assertThat(socket.from(10L)).isEqualTo(12);
        assertThat(socket.from(null)).isEqualTo(5);
        assertThat(socket.from(11L)).isEqualTo(-1);
        assertThat(lost(5, null, 9L).from(null)).isEqualTo(9);
        assertThat(lost(5, 8L, 7L).from(8L)).isEqualTo(8);
    }

    @Test
    void whatAClientSawInAnotherLifeIsNothing() {
        assertThat(lost(5L, 10L, 12L).seen(6L)).isEqualTo(6);
        assertThat(lost(5L, 10L, 12L).seen(5L)).isNull();
        assertThat(lost(5L, null, 12L).seen(6L)).isNull();
        assertThat(lost(5L, 10L, 12L).seen(null)).isNull();
    }

    private static LostSocket lost(long first, Long sent, long end) {
        return new LostSocket("pid", "id", Set.of(), new SocketData(), first, sent, end, 0);
    }

    private void add(int bytes, long at) {
        ByteBuf text = ByteBufAllocator.DEFAULT.buffer(Session.HEADROOM + bytes);
        text.setIndex(Session.HEADROOM, Session.HEADROOM).writeZero(bytes - 1);
        text.writeByte('x');
        SharedMessage message = SharedMessage.of(text, List.of());
        log.add(message, Target.EVERYBODY, at);
        message.release();
        messages.add(message);
    }
}
