/** The only package of this module that holds channel handlers: HTTP and WebSocket channels for the sessions. */
package dev.socketwire.engineio.netty;
