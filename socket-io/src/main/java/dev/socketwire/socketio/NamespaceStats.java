package dev.socketwire.socketio;

/**
 * One namespace, as it was when it was asked for.
 *
 * @param sockets how many are connected
 * @param rooms how many rooms have members, those of the sockets' own ids not counted
 * @param packetsIn packets that have come for its sockets since the server was made
 * @param packetsOut events and acknowledgements that were sent to its sockets, each counted for each socket
 * @param bytesIn the bytes of their JSON and attachments
 * @param bytesOut the bytes of what was sent
 */
public record NamespaceStats(int sockets, int rooms, long packetsIn, long packetsOut, long bytesIn, long bytesOut) {}
