package dev.socketwire.engineio.http;

import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;

/** The little that the rules know of the session that a request names. */
public interface KnownSession {
    /** The transport in use. */
    TransportName transport();

    /** The revision that it was opened with. */
    Revision revision();

    /** Whether another WebSocket is probing it just now. */
    boolean isUpgrading();
}
