package dev.socketwire.interop;

/**
 * One scenario with one client over one way.
 *
 * @param detail what went wrong, empty where nothing did
 */
public record Outcome(String name, boolean ok, String detail) {}
