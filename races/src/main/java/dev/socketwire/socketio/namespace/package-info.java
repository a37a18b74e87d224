/** Races of what a socket has pending, and of its end. */
@NullMarked
package dev.socketwire.socketio.namespace;

import org.jspecify.annotations.NullMarked;
