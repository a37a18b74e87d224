package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.FreePort;
import dev.socketwire.testkit.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A reverse proxy of the system in front of two servers, with the configuration of {@code examples/deployment}: only where it listens
 * and where the servers are is changed.
 */
final class ReverseProxy implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("..", "examples", "deployment");
    private static final String TLS_FOLDER = "/etc/ssl/chat/";

    /** What the system adds around the files of its configuration folder; in the foreground, all files in a folder of the test. */
    private static final String AROUND_NGINX = """
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                include socketwire.conf;
            }
            """;

    private final Program program;
    private final int port;

    private ReverseProxy(Program program, int port) {
        this.program = program;
        this.port = port;
        await().ignoreException(UncheckedIOException.class).until(this::answers);
    }

    /** nginx in front of two servers, by their ports. */
    static ReverseProxy nginx(Path folder, int one, int two) {
        int port = FreePort.any();
        return nginx(
                folder, configuration("nginx.conf", "listen 80;", "listen 127.0.0.1:" + port + ";", one, two), port);
    }

    /**
     * nginx in front of a server, with TLS.
     *
     * @param lines what the page says about TLS, in place of the line about the port
     */
    static ReverseProxy nginxWithTls(Path folder, String lines, PemFiles pem, int server) {
        int port = FreePort.any();
        assertThat(lines).contains("listen 443 ssl;", TLS_FOLDER + "fullchain.pem", TLS_FOLDER + "privkey.pem");
        String tls = lines.replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
                .replace(
                        TLS_FOLDER + "fullchain.pem",
                        pem.certificate().toAbsolutePath().toString())
                .replace(TLS_FOLDER + "privkey.pem", pem.key().toAbsolutePath().toString());
        return nginx(folder, configuration("nginx.conf", "listen 80;", tls, server, server), port);
    }

    private static ReverseProxy nginx(Path folder, String configuration, int port) {
        write(folder.resolve("socketwire.conf"), configuration);
        write(folder.resolve("nginx.conf"), AROUND_NGINX);
        String path = folder.toAbsolutePath().toString();
        return new ReverseProxy(
                Program.start(
                        folder, List.of(programOf("nginx"), "-p", path, "-e", "stderr", "-c", path + "/nginx.conf")),
                port);
    }

    /** HAProxy in front of two servers, by their ports. */
    static ReverseProxy haproxy(Path folder, int one, int two) {
        int port = FreePort.any();
        write(
                folder.resolve("haproxy.cfg"),
                configuration("haproxy.cfg", "bind :80\n", "bind 127.0.0.1:" + port + "\n", one, two));
        return new ReverseProxy(
                Program.start(folder, List.of(programOf("haproxy"), "-q", "-db", "-f", "haproxy.cfg")), port);
    }

    /** Where it listens. */
    int port() {
        return port;
    }

    @Override
    public void close() {
        program.close();
        assertThat(program.exitCode()).succeedsWithin(Duration.ofSeconds(10));
    }

    /** Whatever it answers: it is there. */
    private boolean answers() {
        try (RawHttp http = RawHttp.connect(port)) {
            return http.get("/").status() > 0;
        }
    }

    private static String configuration(String file, String listens, String listensHere, int one, int two) {
        try {
            String text = Files.readString(EXAMPLES.resolve(file));
            assertThat(text)
                    .containsOnlyOnce(listens)
                    .containsOnlyOnce("127.0.0.1:3001")
                    .containsOnlyOnce("127.0.0.1:3002");
            return text.replace(listens, listensHere)
                    .replace("127.0.0.1:3001", "127.0.0.1:" + one)
                    .replace("127.0.0.1:3002", "127.0.0.1:" + two);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of such programs is on the path of root alone. */
    private static String programOf(String name) {
        Path usual = Path.of("/usr/sbin", name);
        return Files.isExecutable(usual) ? usual.toString() : name;
    }
}
