package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.testkit.RawHttp;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;

/** The program of the README does what the README says of it, word for word. */
class ReadmeTest {
    private static final Pattern PROGRAM =
            Pattern.compile("```java\n(import .*?public class Hello .*?)```", Pattern.DOTALL);

    @Test
    void itsPageMayTalkToItsProgram(@TempDir Path folder) throws Exception {
        try (URLClassLoader classes = compiled(folder);
                SocketIoServer io = (SocketIoServer)
                        classes.loadClass("Hello").getMethod("serve").invoke(null)) {
            try (RawHttp http = RawHttp.connect(io.port())) {
                // A page that was opened as a file is of no origin.
                RawHttp.Response handshake = http.get("/socket.io/?EIO=4&transport=polling", "Origin: null");
                assertThat(handshake.status()).isEqualTo(200);
                assertThat(handshake.header("access-control-allow-origin")).isEqualTo("*");
                assertThat(http.get("/socket.io/socket.io.js").status()).isEqualTo(200);
            }
            try (RawClient client = RawClient.connect(io.port())) {
                client.send("20[\"sum\",[1,2,3]]");
                assertThat(client.read()).isEqualTo("30[6]");
                client.send("2[\"chat message\",\"to everybody\"]");
                assertThat(client.read()).isEqualTo("2[\"chat message\",\"to everybody\"]");
            }
        }
    }

    /** The program, on a port of its own, handing out its server instead of ending with it. */
    private static URLClassLoader compiled(Path folder) throws IOException, URISyntaxException {
        Matcher program = PROGRAM.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(program.find()).isTrue();
        String source = program.group(1)
                .replace("public static void main(String[] args)", "public static SocketIoServer serve()")
                .replace(".port(8080)", ".host(\"127.0.0.1\").port(0)")
                .replace("io.start();", "io.start(); return io;");
        assertThat(source).contains("serve()", ".port(0)", "return io;");
        Path file = Files.writeString(folder.resolve("Hello.java"), source);
        String classPath = Stream.of(place(SocketIoServer.class), place(CorsOptions.class), place(TypeReference.class))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), file.toString());
        assertThat(errors).isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, SocketIoServer.class.getClassLoader());
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
