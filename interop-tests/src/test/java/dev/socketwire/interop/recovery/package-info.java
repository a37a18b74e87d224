/** Clients that come back: what they were sent while their lines broke, in the books of both sides. */
@NullMarked
package dev.socketwire.interop.recovery;

import org.jspecify.annotations.NullMarked;
