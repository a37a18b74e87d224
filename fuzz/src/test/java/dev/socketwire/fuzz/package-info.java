/**
 * A target for each door that bytes of a peer come in by. The build runs what was found and what was made by hand, from the
 * test resources; {@code bin/fuzz} looks for more. What must hold: a value or the declared exception; work and memory in step
 * with the length of the input; what was read and is written again reads as the same.
 */
@NullMarked
package dev.socketwire.fuzz;

import org.jspecify.annotations.NullMarked;
