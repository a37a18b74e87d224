package dev.socketwire.socketio.test;

import java.util.List;

/**
 * A packet of Socket.IO 5 as it stands on the wire, without Engine.IO's {@code 4}.
 *
 * @param type the digit
 * @param binaries how many attachments there are or are to come
 * @param namespace the namespace
 * @param ackId the number of the acknowledgement, or -1
 * @param json the payload, empty where there is none
 * @param attachments the binary messages behind it
 */
record WirePacket(char type, int binaries, String namespace, long ackId, String json, List<byte[]> attachments) {
    static final char CONNECT = '0';
    static final char DISCONNECT = '1';
    static final char EVENT = '2';
    static final char ACK = '3';
    static final char CONNECT_ERROR = '4';
    static final char BINARY_EVENT = '5';
    static final char BINARY_ACK = '6';

    /** A packet without acknowledgement and attachments. */
    static WirePacket plain(char type, String namespace, String json) {
        return new WirePacket(type, 0, namespace, -1, json, List.of());
    }

    /**
     * Reads a packet, whose attachments are still to come.
     *
     * @throws IllegalArgumentException where it is none
     */
    static WirePacket parse(String text) {
        if (text.isEmpty() || text.charAt(0) < CONNECT || text.charAt(0) > BINARY_ACK) {
            throw new IllegalArgumentException("no packet: " + text);
        }
        char type = text.charAt(0);
        int at = 1;
        int binaries = 0;
        if (type >= BINARY_EVENT) {
            int dash = text.indexOf('-');
            binaries = Integer.parseInt(text.substring(at, dash));
            at = dash + 1;
        }
        String namespace = "/";
        if (text.startsWith("/", at)) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            namespace = text.substring(at, end);
            at = Math.min(end + 1, text.length());
        }
        int digits = at;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long ackId = digits == at ? -1 : Long.parseLong(text.substring(at, digits));
        return new WirePacket(type, binaries, namespace, ackId, text.substring(digits), List.of());
    }

    /** The same packet with its attachments. */
    WirePacket with(List<byte[]> all) {
        return new WirePacket(type, binaries, namespace, ackId, json, List.copyOf(all));
    }

    /** The text, which the attachments follow. */
    String text() {
        return type
                + (binaries > 0 ? binaries + "-" : "")
                + (namespace.equals("/") ? "" : namespace + ",")
                + (ackId < 0 ? "" : Long.toString(ackId))
                + json;
    }
}
