package dev.socketwire.interop;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The reference implementation with the same listeners, in a process of its own. */
record ReferenceServer(Program process, URI control) implements ServerUnderTest {
    static ReferenceServer start() {
        Program process =
                Program.start(Path.of(System.getProperty("interop.npm")), List.of("node", "reference-server.mjs"));
        return new ReferenceServer(process, URI.create(process.readLine()));
    }

    @Override
    public void close() {
        process.close();
    }
}
