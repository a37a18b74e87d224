/**
 * The state machines of Socket.IO: a client and its namespaces, a socket and its rooms, acknowledgements, broadcast. They
 * see codecs, sessions and lanes, never a channel.
 */
package dev.socketwire.socketio.namespace;
