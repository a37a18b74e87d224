package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.TlsEngine;
import dev.socketwire.testkit.ServerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stock client of Node.js over TLS, with both engines. */
@ParameterizedClass
@EnumSource(TlsEngine.class)
class TlsClientsTest {
    @TempDir
    private static Path directory;

    private final SocketIoServer io;

    @BeforeAll
    static void writeFiles() throws IOException {
        ServerKey key = ServerKey.make(directory, "EC", "node");
        Files.writeString(directory.resolve("certificate.pem"), key.certificatePem());
        Files.writeString(directory.resolve("key.pem"), key.keyPem());
    }

    TlsClientsTest(TlsEngine engine) {
        io = SocketIoServer.builder()
                .host("127.0.0.1")
                .tls(directory.resolve("certificate.pem"), directory.resolve("key.pem"), engine)
                .build();
        io.onConnection(socket -> socket.onRequest(
                "echo",
                (Arguments said) -> Map.of(
                        "secure",
                        socket.handshake().secure(),
                        "text",
                        said.get(0, Text.class).text(),
                        "bytes",
                        said.get(1, byte[].class))));
        io.start();
    }

    @AfterEach
    void stop() {
        io.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoIsTrustedIsTalkedTo(Way way) {
        try (Program client = Program.start(
                Path.of(System.getProperty("interop.npm")),
                List.of(
                        "node",
                        "tls.mjs",
                        "--client",
                        "4.8.4",
                        "--way",
                        way.toString(),
                        "--url",
                        "https://127.0.0.1:" + io.port(),
                        "--ca",
                        directory.resolve("certificate.pem").toString()))) {
            String talk = "{\"transport\":\"" + (way.usesWebSocket() ? "websocket" : "polling")
                    + "\",\"echo\":[true,20000,[1,2,3]]}";
            assertThat(client.readAll()).containsExactly(talk, "{\"refused\":true}", talk);
            assertThat(client.exitCode()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
        }
    }

    /** What the client says. */
    record Text(String text) {}
}
