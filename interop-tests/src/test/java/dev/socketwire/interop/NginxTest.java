package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.examples.BehindProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind nginx, the system's own, with the configuration that docs/deployment.md shows. */
class NginxTest implements ReverseProxyContract {
    private static final Pattern TLS = Pattern.compile("```nginx\n(listen 443 ssl;\n[^`]*)```");

    @TempDir
    Path folder;

    @Override
    public ReverseProxy inFrontOf(int one, int two) {
        return ReverseProxy.nginx(folder, one, two);
    }

    @Test
    void tlsEndsAtTheProxy() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "deployment.md"));
        Matcher lines = TLS.matcher(page);
        assertThat(lines.find()).isTrue();
        try (BehindProxy server = BehindProxy.start(0);
                ReverseProxy proxy =
                        ReverseProxy.nginxWithTls(folder, lines.group(1), PemFiles.in(folder), server.port())) {
            assertThat(Visit.of(4, "https://127.0.0.1:" + proxy.port(), Way.UPGRADE))
                    .allSatisfy(visit -> {
                        assertThat(visit.address()).isEqualTo(visit.from());
                        assertThat(visit.secure()).isTrue();
                    });
        }
    }
}
