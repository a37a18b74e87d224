/**
 * A Socket.IO server: {@code SocketIoServer} is where a program starts; from it come namespaces,
 * sockets, rooms, events and acknowledgements. Everything here is safe from any thread; each type says on which thread it
 * calls back.
 */
package dev.socketwire.socketio;
