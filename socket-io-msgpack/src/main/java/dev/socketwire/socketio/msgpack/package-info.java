/** Packets as msgpack, for servers whose clients use {@code socket.io-msgpack-parser}. */
package dev.socketwire.socketio.msgpack;
