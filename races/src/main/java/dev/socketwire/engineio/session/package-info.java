/** Races of what is told of a session to other threads than its own, and the instruments of all races. */
@NullMarked
package dev.socketwire.engineio.session;

import org.jspecify.annotations.NullMarked;
