/** The state of one connection between its opening and its end, without a channel. */
package dev.socketwire.frames.connection;
