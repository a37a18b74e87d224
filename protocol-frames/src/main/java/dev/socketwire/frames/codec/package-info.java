/**
 * Between bytes and messages, without a channel, a thread, a clock or a logger. The doors are {@code MessageReader} (bytes
 * to messages), {@code MessageWriter} (messages to bytes) and {@code MessageSink} (what a reader tells).
 */
package dev.socketwire.frames.codec;
