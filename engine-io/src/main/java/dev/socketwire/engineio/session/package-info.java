/**
 * The state machines of Engine.IO: a session from open to closed, its queue, its upgrade, the heartbeat of an event loop.
 * They see codecs and the small interfaces {@code Transport} and {@code Scheduler}, never a channel, so that a test drives
 * them without a socket.
 */
package dev.socketwire.engineio.session;
