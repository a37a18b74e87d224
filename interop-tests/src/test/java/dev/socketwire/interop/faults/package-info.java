/** What goes wrong outside of the protocol: lines, processes, and handlers of the program. */
@NullMarked
package dev.socketwire.interop.faults;

import org.jspecify.annotations.NullMarked;
