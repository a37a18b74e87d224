package dev.socketwire.interop;

import java.util.List;

/**
 * How the server saw a socket end.
 *
 * @param rooms its rooms while it was disconnecting
 */
public record Gone(String reason, List<String> rooms) {}
