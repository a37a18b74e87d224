package dev.socketwire.interop;

import java.net.URI;

record InteropServer(URI control) implements ServerUnderTest {
    static InteropServer start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
