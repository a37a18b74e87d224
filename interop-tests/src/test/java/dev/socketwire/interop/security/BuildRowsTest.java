package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.Handlers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.Version;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.json.PackageVersion;

/** Rows N: what the server is built from, and what could be left in a buffer; and what stands in the sources alone. */
class BuildRowsTest {
    private static final List<String> NETTY = List.of(
            "buffer",
            "codec-base",
            "codec-compression",
            "codec-http",
            "common",
            "handler",
            "resolver",
            // OpenSSL, in these tests alone.
            "tcnative-boringssl-static",
            "tcnative-classes",
            "transport",
            "transport-classes-epoll",
            "transport-classes-io_uring",
            "transport-native-epoll",
            "transport-native-io_uring",
            "transport-native-unix-common");

    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    @Row("N1")
    void nettyAndJacksonAreNewEnough() {
        assertThat(Version.identify()).containsKeys("netty-codec-http", "netty-handler", "netty-buffer");
        assertThat(Version.identify().values())
                .filteredOn(part -> !part.artifactId().contains("tcnative"))
                .allSatisfy(part -> assertThat(numbers(part.artifactVersion()))
                        .as(part.artifactId())
                        .isGreaterThanOrEqualTo(numbers("4.2.18")));
        assertThat(PackageVersion.VERSION.getMajorVersion()).isGreaterThanOrEqualTo(3);
    }

    @Test
    @Row("N2")
    void onlyThePartsOfNettyThatAreUsedAreThere() {
        List<String> parts = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> name.startsWith("netty-"))
                .map(name -> name.replaceAll("^netty-(.*?)-[0-9].*$", "$1"))
                .distinct()
                .toList();
        assertThat(parts).contains("codec-http").isSubsetOf(NETTY);
    }

    @Test
    @Row("N3")
    void theSameSourcesMakeTheSameFiles() throws IOException {
        assertThat(Files.readString(Path.of("..", "pom.xml")))
                .containsPattern("<project.build.outputTimestamp>20\\d\\d-\\d\\d-\\d\\dT[^<]+</");
    }

    @Test
    @Row("N4")
    void whatWasInABufferBeforeIsNeverSent() {
        // Where buffers are made, on the loops of the clients.
        siege.start(options -> options.handlers(Handlers.inline()));
        siege.onConnection(socket -> socket.on("fill", args -> fillThePool()));
        Client client = siege.client();
        Poller poller = siege.poller();
        for (int size : new int[] {0, 1, 100, 1_000, 10_000, 100_000}) {
            byte[] bytes = new byte[size];
            Arrays.fill(bytes, (byte) 1);
            client.send("42[\"fill\"]");
            poller.post("42[\"fill\"]");
            client.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            client.sendBinary(bytes);
            assertThat(client.read()).isEqualTo("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(client.readBinary()).isEqualTo(bytes);
            String text = "x".repeat(size);
            assertThat(poller.post("42[\"echo\",\"" + text + "\"]").text()).isEqualTo("ok");
            assertThat(poller.poll()).isEqualTo("42[\"echo\",\"" + text + "\"]");
        }
        client.ws().sendClose(4000, "bye");
        assertThat(client.ws().read().payload()).containsExactly(0x0f, 0xa0, 'b', 'y', 'e');
        assertThat(client.ws().endsWithoutAByte()).isTrue();
    }

    @Test
    @Row("H6")
    void headersAreNeverUnchecked() {
        List<String> unchecked = sources("protocol-frames", "engine-io", "socket-io")
                .flatMap(BuildRowsTest::lines)
                .filter(line ->
                        line.matches(".*(withValidation|setValidateHeaders|withNameValidator|withValueValidator|"
                                + "DefaultHttpHeaders|DefaultHttpHeadersFactory)\\(.*(false|NO_VALIDATION|NOT_NULL).*"))
                .toList();
        assertThat(unchecked).isEmpty();
    }

    private static void fillThePool() {
        List<ByteBuf> buffers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(64 << i % 12);
            byte[] pattern = new byte[buffer.capacity()];
            Arrays.fill(pattern, (byte) 'Z');
            buffer.writeBytes(pattern);
            buffers.add(buffer);
        }
        buffers.forEach(ByteBuf::release);
    }

    private static int numbers(String version) {
        String[] parts = version.split("\\.");
        return Integer.parseInt(parts[0]) * 1_000_000 + Integer.parseInt(parts[1]) * 1_000 + Integer.parseInt(parts[2]);
    }

    private static Stream<Path> sources(String... modules) {
        return Stream.of(modules).flatMap(module -> {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
