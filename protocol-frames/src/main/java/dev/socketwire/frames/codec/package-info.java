/**
 * Between bytes and messages, without a channel, a thread, a clock or a logger. The doors are {@code MessageReader} (bytes
 * to messages), {@code MessageWriter} and {@code MessageDeflater} (messages to bytes), {@code MessageSink} (what a reader
 * tells) and {@code Role} (which end we are).
 */
package dev.socketwire.frames.codec;
