/** The only package of this module that holds channel handlers: bytes in, call the codec, bytes out. */
package dev.socketwire.frames.netty;
