package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.TlsEngine;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.ServerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsPageTest {
    @Test
    void aNewCertificate(@TempDir Path directory) throws IOException {
        Path chain = directory.resolve("fullchain.pem");
        Path key = directory.resolve("privkey.pem");
        ServerKey first = write(chain, key, ServerKey.make(directory, "EC", "first"));
        try (SocketIoServer io =
                files(SocketIoServer.builder().host("127.0.0.1"), chain, key).build()) {
            io.start();
            assertThat(status(io, first)).isEqualTo(404);
            ServerKey second = write(chain, key, ServerKey.make(directory, "EC", "second"));
            // docs: tls-reload
            io.reloadTls(); // connections from now on get the new certificate
            // docs: end
            assertThat(status(io, second)).isEqualTo(404);
        }
    }

    @Test
    void openSslIsNotOnThisClassPath(@TempDir Path directory) {
        assertThatThrownBy(() -> openSsl(SocketIoServer.builder(), directory.resolve("a"), directory.resolve("b")))
                .isInstanceOf(IllegalStateException.class);
    }

    private static SocketIoServerBuilder files(SocketIoServerBuilder builder, Path fullchain, Path privkey) {
        // docs: tls-files
        builder.tls(fullchain, privkey); // two PEM files
        // docs: end
        return builder;
    }

    private static SocketIoServerBuilder openSsl(SocketIoServerBuilder builder, Path fullchain, Path privkey) {
        // docs: tls-openssl
        builder.tls(fullchain, privkey, TlsEngine.OPENSSL);
        // docs: end
        return builder;
    }

    private static ServerKey write(Path chain, Path key, ServerKey pair) throws IOException {
        Files.writeString(chain, pair.certificatePem());
        Files.writeString(key, pair.keyPem());
        return pair;
    }

    private static int status(SocketIoServer io, ServerKey trusted) {
        try (RawHttp http = RawHttp.connect(io.port(), ServerKey.clientOf(trusted))) {
            return http.get("/").status();
        }
    }
}
