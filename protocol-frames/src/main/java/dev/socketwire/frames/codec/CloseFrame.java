package dev.socketwire.frames.codec;

import static dev.socketwire.frames.CloseCode.NO_STATUS;
import static dev.socketwire.frames.CloseCode.PROTOCOL_ERROR;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The payload of a close frame (RFC 6455, section 5.5.1): nothing, or a code and a reason.
 *
 * @param code 1005 for the empty payload
 * @param reason at most 123 bytes of UTF-8
 */
record CloseFrame(int code, String reason) {
    private static final int CODE_BYTES = 2;

    /** Reads a lent payload. */
    static CloseFrame read(ByteBuf payload) throws ProtocolViolation {
        int length = payload.readableBytes();
        if (length == 0) {
            return new CloseFrame(NO_STATUS, "");
        }
        if (length < CODE_BYTES) {
            throw new ProtocolViolation(PROTOCOL_ERROR, "RFC 6455 5.5.1", "close frame of 1 byte, a code takes 2");
        }
        int at = payload.readerIndex();
        int code = payload.getUnsignedShort(at);
        if (!CloseCode.mayTravel(code)) {
            throw new ProtocolViolation(PROTOCOL_ERROR, "RFC 6455 7.4", "close code " + code + " must not be sent");
        }
        Utf8Checker utf8 = new Utf8Checker();
        utf8.check(payload, at + CODE_BYTES, length - CODE_BYTES);
        utf8.end();
        return new CloseFrame(code, payload.toString(at + CODE_BYTES, length - CODE_BYTES, StandardCharsets.UTF_8));
    }
}
