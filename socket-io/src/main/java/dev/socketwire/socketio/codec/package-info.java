/** Between the bytes of a message and Socket.IO packets; between JSON bytes and the types of a listener. No channel, no thread. */
package dev.socketwire.socketio.codec;
