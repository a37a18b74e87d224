/** Between wire bytes and Engine.IO packets: one packet on a WebSocket, many in the body of a poll. A codec per revision. */
package dev.socketwire.engineio.codec;
