package dev.socketwire.socketio.namespace;

/**
 * An event of another server, checked.
 *
 * @param name the name
 * @param arguments what comes behind the name
 */
record ForeignEvent(String name, BoundArguments arguments) {}
