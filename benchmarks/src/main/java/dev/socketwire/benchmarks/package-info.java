/**
 * How fast it is: benchmarks of the codecs for JMH, a class for each door, and the server that whole-server benchmarks load. What
 * they showed stands in {@code docs/performance.md}.
 */
@NullMarked
package dev.socketwire.benchmarks;

import org.jspecify.annotations.NullMarked;
