package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.TransportName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenPacketTest {
    @Test
    void theKeysStandInTheOrderOfTheReference() {
        OpenPacket packet = new OpenPacket(
                List.of(TransportName.WEBSOCKET), Duration.ofSeconds(25), Duration.ofSeconds(20), 1_000_000);

        assertThat(json(packet, "lv_VI97HAXpY6yYWAAAB"))
                .isEqualTo("{\"sid\":\"lv_VI97HAXpY6yYWAAAB\",\"upgrades\":[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void withoutAnUpgradeTheListIsEmpty() {
        OpenPacket packet = new OpenPacket(List.of(), Duration.ofMillis(300), Duration.ofMillis(200), 1);

        assertThat(json(packet, "a"))
                .isEqualTo("{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1}");
    }

    @Test
    void severalUpgradesAreSeparatedByCommas() {
        OpenPacket packet =
                new OpenPacket(List.of(TransportName.values()), Duration.ofMillis(1), Duration.ofMillis(1), 1);

        assertThat(json(packet, "a")).contains("\"upgrades\":[\"polling\",\"websocket\"]");
    }

    private static String json(OpenPacket packet, String sid) {
        ByteBuf out = Unpooled.buffer();
        packet.writeTo(out, sid);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
