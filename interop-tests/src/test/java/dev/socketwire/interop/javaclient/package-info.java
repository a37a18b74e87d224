/** The scenarios of {@code src/test/npm/scenarios} once more, for the stock Java client. */
@NullMarked
package dev.socketwire.interop.javaclient;

import org.jspecify.annotations.NullMarked;
