package dev.socketwire.frames.handshake;

/**
 * What both ends agreed on of permessage-deflate, RFC 7692 section 7.1.
 *
 * @param serverNoContextTakeover the server forgets after each message
 * @param clientNoContextTakeover the client forgets after each message
 * @param serverWindowBits the window that the server compresses with, 8 to 15
 * @param level the server's compression level
 * @param threshold messages of fewer bytes are sent as they are
 */
public record DeflateAgreement(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        int serverWindowBits,
        int level,
        int threshold) {}
