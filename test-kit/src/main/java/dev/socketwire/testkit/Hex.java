package dev.socketwire.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;

/** Bytes as a reader of a test sees them: {@code "8905 48656c6c6f"}, spaces wherever they help. */
public final class Hex {
    private Hex() {}

    /** The bytes of a hex text; white space is ignored. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /** The same in a heap buffer, which the caller releases. */
    public static ByteBuf buffer(String hex) {
        return Unpooled.wrappedBuffer(bytes(hex));
    }

    /** Lower-case hex without spaces. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Lower-case hex of what is readable; the buffer is left as it was. */
    public static String of(ByteBuf bytes) {
        return ByteBufUtil.hexDump(bytes);
    }
}
