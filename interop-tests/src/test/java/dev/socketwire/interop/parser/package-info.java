/** Our codec of packets beside the reference's: the same packets, the same refusals, or a difference that is written down. */
@NullMarked
package dev.socketwire.interop.parser;

import org.jspecify.annotations.NullMarked;
