/** The stock client of Node.js, 4.8.4, and what it sees of each option and operator that shows on the wire. */
@NullMarked
package dev.socketwire.interop.stock;

import org.jspecify.annotations.NullMarked;
