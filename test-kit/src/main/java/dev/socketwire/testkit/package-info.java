/** Instruments for the tests of this project: raw clients, vectors, and the proof that nothing is left over. */
package dev.socketwire.testkit;
