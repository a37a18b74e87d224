/** Where listeners run: one ordered lane for each socket, or the event loop itself. */
package dev.socketwire.socketio.lane;
