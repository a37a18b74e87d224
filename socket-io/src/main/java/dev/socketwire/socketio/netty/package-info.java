/** The only package of this module that holds channel handlers; puts the parts of a server together. */
package dev.socketwire.socketio.netty;
