package dev.socketwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;

/** Ports that nobody is given while a test does not listen on them. */
class FreePortTest {
    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Where the system gives nearly all of them itself, there is none such. */
    private static final int NEARLY_ALL = 12_000;

    @RepeatedTest(5)
    void itIsNoneOfThoseThatTheSystemGives() throws IOException {
        int port = FreePort.any();
        try (ServerSocket mine = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(mine.getLocalPort()).isEqualTo(port);
        }
        int begin = beginOfRange();
        assertThat(port < begin || begin < NEARLY_ALL).isTrue();
    }

    private static int beginOfRange() throws IOException {
        try (BufferedReader range = Files.newBufferedReader(RANGE)) {
            String line = range.readLine();
            return Integer.parseInt(line.split("\\s+")[0]);
        }
    }
}
