/** Instruments for the tests of this project: raw clients, vectors, and the proof that nothing is left over. */
@NullMarked
package dev.socketwire.testkit;

import org.jspecify.annotations.NullMarked;
