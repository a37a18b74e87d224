/** The opening handshake of RFC 6455, section 4.2, as pure functions from a request to an answer. */
package dev.socketwire.frames.handshake;
