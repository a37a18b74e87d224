/**
 * Between wire bytes and Engine.IO packets, a codec per revision, without a channel, a thread, a clock or a logger. The
 * doors are {@code PacketCodec} (one packet on a WebSocket), {@code PayloadCodec} (many in the body of a poll or a POST),
 * {@code PacketSink} with {@code PacketType} (what they tell) and {@code OpenPacket} (what a client is told at the start).
 */
package dev.socketwire.engineio.codec;
