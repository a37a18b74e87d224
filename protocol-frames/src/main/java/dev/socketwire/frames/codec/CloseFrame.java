package dev.socketwire.frames.codec;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The payload of a close frame, RFC 6455 sections 5.5.1 and 7.4. */
final class CloseFrame {
    private CloseFrame() {}

    /** Tells a sink what a close frame says; an empty one says 1005. */
    static void read(ByteBuf payload, MessageSink sink) throws ProtocolViolation {
        int length = payload.readableBytes();
        if (length == 0) {
            sink.onClose(CloseCode.NO_STATUS, "");
            return;
        }
        if (length == 1) {
            throw new ProtocolViolation(
                    CloseCode.PROTOCOL_ERROR, "RFC 6455 5.5.1", "close frame has a payload of 1 byte");
        }
        int code = payload.getUnsignedShort(payload.readerIndex());
        if (!CloseCode.mayTravel(code)) {
            throw new ProtocolViolation(
                    CloseCode.PROTOCOL_ERROR, "RFC 6455 7.4", "close code " + code + " may not be sent");
        }
        int from = payload.readerIndex() + 2;
        Utf8Checker checker = new Utf8Checker();
        if (checker.check(payload, from, length - 2) >= 0 || !checker.isComplete()) {
            throw new ProtocolViolation(CloseCode.INVALID_DATA, "RFC 6455 5.5.1", "close reason is no UTF-8");
        }
        sink.onClose(code, payload.toString(from, length - 2, StandardCharsets.UTF_8));
    }
}
