package dev.socketwire.interop.soak;

import java.time.Duration;

/**
 * Where a client connects to.
 *
 * @param healthy whether nothing happens to its bytes on the way
 * @param patience how long it waits for anything there
 */
record Place(int port, boolean healthy, Duration patience) {}
