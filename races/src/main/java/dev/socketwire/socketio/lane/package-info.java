/** Races of the lanes of sockets. */
@NullMarked
package dev.socketwire.socketio.lane;

import org.jspecify.annotations.NullMarked;
