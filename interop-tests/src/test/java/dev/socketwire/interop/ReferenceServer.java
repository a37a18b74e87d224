package dev.socketwire.interop;

import java.net.URI;
import java.util.List;

/** The reference implementation with the same listeners, in a process of its own. */
record ReferenceServer(NodeProcess process, URI control) implements ServerUnderTest {
    static ReferenceServer start() {
        NodeProcess process = NodeProcess.start(List.of("reference-server.mjs"));
        return new ReferenceServer(process, URI.create(process.readLine()));
    }

    @Override
    public void close() {
        process.close();
    }
}
