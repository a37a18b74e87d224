package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BinaryPageTest {
    @RegisterExtension
    static final SocketIoExtension server =
            SocketIoExtension.of(() -> larger(SocketIoServer.builder()), BinaryPageTest::install);

    private static final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @TempDir
    private static Path directory;

    private static SocketIoServerBuilder larger(SocketIoServerBuilder builder) {
        // docs: binary-limit
        builder.maxHttpBufferSize(4_000_000);
        // docs: end
        return builder;
    }

    private static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            in(socket);
            out(socket);
        });
    }

    private static void in(Socket socket) {
        // docs: binary-in
        record Picture(String name, byte[] bytes) {}

        socket.on("upload", String.class, byte[].class, (name, bytes) -> files.put(name, bytes));
        socket.on(
                "picture", Picture.class, picture -> files.put(picture.name(), picture.bytes())); // inside an argument
        socket.onRequest("sum", ByteBuffer.class, buffer -> {
            int sum = 0;
            while (buffer.hasRemaining()) {
                sum += buffer.get() & 0xff;
            }
            return sum;
        });
        // docs: end
    }

    private static void out(Socket socket) {
        socket.on("download", String.class, name -> {
            // docs: binary-out
            socket.emit("file", name, files.get(name));
            socket.emit("files", Map.of("name", name, "bytes", ByteBuffer.wrap(files.get(name))));
            try (InputStream stream = Files.newInputStream(directory.resolve(name))) {
                socket.emit("file from disk", name, stream); // read to its end before emit returns
            }
            // docs: end
        });
    }

    @Test
    void bytesComeAndGo(TestClient ada) throws Exception {
        byte[] bytes = {1, 2, (byte) 0xff};
        Files.write(directory.resolve("a.bin"), bytes);
        ada.emit("upload", "a.bin", bytes);
        assertThat(ada.request("sum", Integer.class, (Object) bytes).join()).isEqualTo(0x102);
        ada.emit("download", "a.bin");
        assertThat(ada.expect("file").soon().get(1, byte[].class)).isEqualTo(bytes);
        ada.expect("files").soon();
        assertThat(ada.expect("file from disk").soon().get(1, byte[].class)).isEqualTo(bytes);
        ada.emit("picture", Map.of("name", "b.bin", "bytes", bytes));
        ada.request("sum", Integer.class, (Object) bytes).join();
        assertThat(files.get("b.bin")).isEqualTo(bytes);
    }
}
