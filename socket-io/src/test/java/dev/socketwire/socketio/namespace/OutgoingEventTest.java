package dev.socketwire.socketio.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.codec.JsonCodec;
import dev.socketwire.socketio.codec.JsonLimits;
import dev.socketwire.socketio.lane.Lanes;
import dev.socketwire.socketio.spi.Parser;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An event of a server whose clients use a parser: other servers are told its values all the same. */
class OutgoingEventTest {
    @Test
    void itIsOneBinaryMessageToClientsAndJsonToOtherServers() {
        ServerContext context = new ServerContext(
                new ServerContext.Speech(
                        JsonCodec.of(JsonMapper.builder().build(), JsonLimits.forMessagesOf(1_000_000)),
                        Optional.of(new TypeAlone()),
                        65_536),
                Lanes.inline(),
                new ServerContext.Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty()),
                NamespaceState.ALONE,
                (socketId, event, error) -> {});
        Object[] arguments = {"a", new byte[] {7}};
        OutgoingEvent event = OutgoingEvent.of(context, context.event("/", -1, "e", arguments), -1, "e", arguments);

        assertThat(event.message().hasText()).isFalse();
        assertThat(event.message().binaries()).hasSize(1);
        assertThat(ByteBufUtil.hexDump(event.message().binaries().get(0))).isEqualTo("02");
        Payload payload = event.payload();
        assertThat(new String(payload.json(), StandardCharsets.UTF_8))
                .isEqualTo("[\"e\",\"a\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(payload.attachments()).containsExactly(new byte[] {7});
        event.message().release();
    }

    /** Writes the number of the type. */
    private static final class TypeAlone implements Parser {
        @Override
        public byte[] encode(WirePacket packet) {
            return new byte[] {(byte) packet.type().number()};
        }

        @Override
        public WirePacket decode(byte[] message) {
            throw new AssertionError("nothing comes");
        }
    }
}
