package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.msgpack.MsgpackParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stock client with the stock msgpack parser: every scenario of the client, and those that only msgpack has. */
class MsgpackClientTest {
    private static final String PARSER = "socket.io-msgpack-parser";
    private static final StockClient CLIENT = new StockClient(
            "socket.io-client 4.8.4 with " + PARSER,
            Path.of(System.getProperty("interop.npm")),
            List.of("node", "runner.mjs", "--client", "4.8.4", "--parser", PARSER));

    @ParameterizedTest
    @EnumSource
    @Timeout(240)
    void passesEveryScenario(Way way) {
        try (ServerUnderTest server = server()) {
            List<Outcome> outcomes = CLIENT.run(server, way);
            assertThat(outcomes).filteredOn(outcome -> !outcome.ok()).isEmpty();
            assertThat(outcomes)
                    .extracting(Outcome::name)
                    .contains("aThousandEachWayInOrder", "dates", "everyPacketIsOneBinaryMessage");
        }
    }

    private static ServerUnderTest server() {
        return ServerUnderTest.isReference()
                ? ReferenceServer.start(PARSER)
                : InteropServer.start(builder -> builder.parser(new MsgpackParser()));
    }
}
