package dev.socketwire.socketio.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.RawHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientBundleTest {
    private static final Path PACKAGE = Path.of("target/npm/node_modules/socket.io-client");

    private final ClientBundle bundle = new ClientBundle("/socket.io", BundleVersion.V4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.io.js",
                "socket.io.js.map",
                "socket.io.min.js",
                "socket.io.min.js.map",
                "socket.io.esm.min.js",
                "socket.io.esm.min.js.map",
                "socket.io.msgpack.min.js",
                "socket.io.msgpack.min.js.map"
            })
    void everyFileIsByteForByteThatOfThePackage(String name) throws IOException {
        byte[] original = Files.readAllBytes(PACKAGE.resolve("dist").resolve(name));
        BundleAsset asset = bundle.find("/socket.io/" + name).orElseThrow();
        assertThat(asset.bytes()).isEqualTo(original);
        assertThat(asset.contentType())
                .isEqualTo(
                        name.endsWith(".map")
                                ? "application/json; charset=utf-8"
                                : "application/javascript; charset=utf-8");
        assertThat(asset.etag()).isEqualTo("\"4.8.4\"");
        assertThat(asset.gzip()).hasSizeLessThan(original.length / 2).isSameAs(asset.gzip());
        assertThat(unzipped(asset.gzip())).isEqualTo(original);
        assertThat(bundle.find("/socket.io/" + name)).containsSame(asset);
    }

    @Test
    void theVersionIsThatOfThePackage() throws IOException {
        assertThat(Files.readString(PACKAGE.resolve("package.json")))
                .contains("\"version\": \"" + BundleVersion.V4.number() + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/socket.io",
                "/socket.io/",
                "/socket.io.js",
                "/socket.io/socket.io.esm.js",
                "/socket.io/socket.io.msgpack.js",
                "/socket.io/socket.io.js.map.map",
                "/socket.io/SOCKET.IO.JS",
                "/socket.io//socket.io.js",
                "/socket.io/socket.io.js/",
                "/socket.io/.map",
                "/socket.io/../bundle/socket.io.js",
                "/socket.io/ClientBundle.class",
                "/other/socket.io.js",
                "/socket.ioXsocket.io.js"
            })
    void otherPathsNameNoFile(String path) {
        assertThat(bundle.find(path)).isEmpty();
    }

    @Test
    void thePathIsThatOfTheServer() {
        ClientBundle elsewhere = new ClientBundle("/my/path", BundleVersion.V4);
        assertThat(elsewhere.find("/my/path/socket.io.js")).isPresent();
        assertThat(elsewhere.find("/socket.io/socket.io.js")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4.8.4\"", "W/\"4.8.4\"", "*", "\"4.8.3\", \"4.8.4\"", "\"a\",W/\"4.8.4\" ,\"b\"", " * "})
    void aClientThatHasTheFileIsNotSentItAgain(String ifNoneMatch) {
        assertThat(ClientBundle.isNotModified(asset(), ifNoneMatch)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "4.8.4", "\"4.8.3\"", "\"4.8.41\"", "w/\"4.8.4\"", "\"x*\"", ","})
    void aClientThatHasAnotherOneIs(String ifNoneMatch) {
        assertThat(ClientBundle.isNotModified(asset(), ifNoneMatch)).isFalse();
    }

    @Test
    void theAnswerHasItsHeaders() throws IOException {
        try (SocketIoServer io = SocketIoServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .build()
                        .start();
                RawHttp http = RawHttp.connect(io.port())) {
            String path = "/socket.io/socket.io.min.js";
            RawHttp.Response plain = http.get(path);
            assertThat(plain.status()).isEqualTo(200);
            assertThat(plain.header("cache-control")).isEqualTo("public, max-age=0");
            assertThat(plain.header("etag")).isEqualTo("\"4.8.4\"");
            assertThat(plain.header("vary")).isEqualToIgnoringCase("accept-encoding");
            assertThat(plain.header("content-type")).isEqualTo("application/javascript; charset=utf-8");
            assertThat(plain.header("content-encoding")).isEmpty();
            assertThat(plain.body()).isEqualTo(asset("socket.io.min.js").bytes());
            RawHttp.Response zipped = http.get(path, "Accept-Encoding: br, gzip, deflate");
            assertThat(zipped.header("content-encoding")).isEqualTo("gzip");
            assertThat(zipped.header("content-length")).isEqualTo("" + zipped.body().length);
            assertThat(unzipped(zipped.body())).isEqualTo(plain.body());
            RawHttp.Response unchanged = http.get(path, "If-None-Match: W/\"4.8.4\"", "Accept-Encoding: gzip");
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.header("etag")).isEqualTo("\"4.8.4\"");
            assertThat(unchanged.body()).isEmpty();
            http.sendRequest("HEAD", path, new byte[0]);
            RawHttp.Response head = http.readHead();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).isEqualTo("" + plain.body().length);
            assertThat(new String(http.get(path + ".map").body(), StandardCharsets.UTF_8))
                    .startsWith("{");
        }
    }

    private BundleAsset asset() {
        return asset("socket.io.js");
    }

    private BundleAsset asset(String name) {
        return bundle.find("/socket.io/" + name).orElseThrow();
    }

    private static byte[] unzipped(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
