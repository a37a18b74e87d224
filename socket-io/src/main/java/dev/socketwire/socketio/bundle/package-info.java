/** The browser client's files as a pure look-up: a path and the client's ETag to an asset, to "not modified" or to nothing. */
package dev.socketwire.socketio.bundle;
