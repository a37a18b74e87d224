package dev.socketwire.interop;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The reference implementation with the same listeners, in a process of its own. */
record ReferenceServer(Program process, URI control) implements ServerUnderTest {
    static ReferenceServer start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", "reference-server.mjs"));
        command.addAll(List.of(arguments));
        Program process = Program.start(Path.of(System.getProperty("interop.npm")), command);
        return new ReferenceServer(process, URI.create(process.readLine()));
    }

    @Override
    public void close() {
        process.close();
    }
}
