/** For authors of adapters: membership of rooms and broadcast, for one process or for many. Knows nothing of the API above. */
package dev.socketwire.socketio.spi;
