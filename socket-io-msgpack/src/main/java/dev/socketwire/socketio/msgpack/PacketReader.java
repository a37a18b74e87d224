package dev.socketwire.socketio.msgpack;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.msgpack.Tokens.Kind;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One message of a client, which may be anything. */
final class PacketReader {
    private static final String[] KEYS = {"type", "data", "id", "nsp"};
    private static final int TYPE = 0;
    private static final int DATA = 1;
    private static final int ID = 2;
    private static final int NSP = 3;

    private final Tokens tokens;
    private final boolean[] seen = new boolean[KEYS.length];
    private WirePacket.@Nullable Type type;
    private @Nullable String namespace;
    private OptionalLong id = OptionalLong.empty();
    private Optional<Payload> data = Optional.empty();

    PacketReader(byte[] message) {
        this.tokens = new Tokens(message);
    }

    WirePacket read() throws PacketFormatException {
        expect(tokens.next() == Kind.MAP, "packet is no map");
        for (int pairs = tokens.length(); pairs > 0; pairs--) {
            pair();
        }
        expect(tokens.left() == 0, tokens.left() + " bytes behind the packet");
        if (type == null || namespace == null) {
            throw new PacketFormatException("packet has no type or no nsp");
        }
        return new WirePacket(type, namespace, id, data);
    }

    private void pair() throws PacketFormatException {
        expect(tokens.next() == Kind.TEXT, "key of the packet is no text");
        int key = key();
        Kind value = tokens.next();
        switch (key) {
            case TYPE -> type = type(value);
            case DATA ->
                data = value == Kind.UNDEFINED ? Optional.empty() : Optional.of(JsonFromMsgpack.read(tokens, value));
            case ID -> id = value == Kind.UNDEFINED ? OptionalLong.empty() : OptionalLong.of(integer(value));
            case NSP -> {
                expect(value == Kind.TEXT, "nsp is no text");
                namespace = tokens.text();
            }
            // Clients say more than anybody needs, "options" among others.
            default -> tokens.skip(value);
        }
    }

    /** Which of the keys was read, or -1; each may be there once. */
    private int key() throws PacketFormatException {
        for (int i = 0; i < KEYS.length; i++) {
            if (tokens.is(KEYS[i])) {
                expect(!seen[i], "packet has a key twice");
                seen[i] = true;
                return i;
            }
        }
        return -1;
    }

    private WirePacket.Type type(Kind kind) throws PacketFormatException {
        return WirePacket.Type.of(integer(kind))
                .orElseThrow(() -> new PacketFormatException("packet type must be 0 to 4"));
    }

    /** An integer, also one that was written as if it were none: to JavaScript it is the same. */
    private long integer(Kind kind) throws PacketFormatException {
        if (kind == Kind.REAL && tokens.real() == (long) tokens.real()) {
            return (long) tokens.real();
        }
        expect(kind == Kind.INTEGER, "type or id is no integer");
        return tokens.number();
    }

    private static void expect(boolean fits, String fault) throws PacketFormatException {
        if (!fits) {
            throw new PacketFormatException(fault);
        }
    }
}
