package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.Program;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What one says to a process. */
enum Signal {
    /** It stands still, wherever it is; its connections stay. */
    STOP,
    /** It goes on, and to it no time has passed. */
    CONT;

    void to(Program program) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), String.valueOf(program.pid()))
                    .inheritIO()
                    .start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
