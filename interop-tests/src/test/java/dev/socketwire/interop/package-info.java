/** Stock clients of every generation, the protocol suites and the walls of the house, against the whole server. */
@NullMarked
package dev.socketwire.interop;

import org.jspecify.annotations.NullMarked;
