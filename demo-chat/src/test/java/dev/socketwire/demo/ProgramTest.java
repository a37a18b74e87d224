package dev.socketwire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The program in a process of its own, as {@code bin/demo} runs it. */
class ProgramTest {
    private static final String GREETING = "The demo is open: http://localhost:";

    @Test
    void theProgramServesItsPageUntilItIsToldToStop() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoChat.class.getName(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            String greeting = out.readLine();
            assertThat(greeting).startsWith(GREETING);

            String port = greeting.substring(GREETING.length());
            assertThat(program.waitFor(1, TimeUnit.SECONDS))
                    .as("ended by itself")
                    .isFalse();
            try (InputStream page =
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
                assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("/socket.io/socket.io.js");
            }

            program.destroy();
            assertThat(program.waitFor(20, TimeUnit.SECONDS)).as("stopped").isTrue();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void theProgramEndsWhereItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            DemoChat.class.getName(),
                            "--port",
                            String.valueOf(taken.getLocalPort()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                assertThat(program.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
                assertThat(program.exitValue()).isNotZero();
            } finally {
                program.destroyForcibly();
            }
        }
    }
}
