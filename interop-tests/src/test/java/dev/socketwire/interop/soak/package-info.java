/**
 * A server that runs for a while under many clients of all kinds, and what it costs meanwhile: a few seconds with every build, as
 * long as you like with {@code bin/soak}.
 */
@NullMarked
package dev.socketwire.interop.soak;

import org.jspecify.annotations.NullMarked;
