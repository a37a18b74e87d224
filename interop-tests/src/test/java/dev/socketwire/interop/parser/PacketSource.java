package dev.socketwire.interop.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Packets of chance; the same seed gives the same. */
final class PacketSource {
    private static final String LETTERS = "abcxyz ,;:-_/\\\"'[]{}0\n\t\u0000\u001f\u007f\u00e9\u20ac\u2028\ud83d\ude00";
    private static final List<String> NAMESPACES =
            List.of("/", "/", "/", "/chat", "/a-b/c", "/\u00e9\u20ac", "/0", "/ 1");
    private static final int MOST_ATTACHMENTS = 10;
    private static final int DEEPEST = 5;

    private final SplittableRandom random;
    private int attachments;

    PacketSource(SplittableRandom random) {
        this.random = random;
    }

    /** One that a server sends. */
    Packet ofServer() {
        attachments = 0;
        return switch (random.nextInt(20)) {
            case 0 -> packet(Packet.CONNECT, -1, Map.of("sid", "x" + random.nextInt(1 << 20)));
            case 1 -> new Packet(Packet.DISCONNECT, namespace(), -1, Optional.empty());
            case 2 -> packet(Packet.CONNECT_ERROR, -1, refusal(false));
            case 3 -> packet(Packet.CONNECT_ERROR, -1, refusal(true));
            default -> message();
        };
    }

    /** One that a client sends. */
    Packet ofClient() {
        attachments = 0;
        return switch (random.nextInt(20)) {
            case 0 -> new Packet(Packet.CONNECT, namespace(), -1, Optional.empty());
            case 1 -> packet(Packet.CONNECT, -1, members(2));
            case 2 -> new Packet(Packet.DISCONNECT, namespace(), -1, Optional.empty());
            default -> message();
        };
    }

    private Map<String, @Nullable Object> refusal(boolean hasData) {
        Map<String, @Nullable Object> refusal = new LinkedHashMap<>();
        refusal.put("message", text());
        if (hasData) {
            refusal.put("data", members(2));
        }
        return refusal;
    }

    private Packet message() {
        boolean isEvent = random.nextInt(3) > 0;
        attachments = random.nextInt(3) == 0 ? 0 : MOST_ATTACHMENTS;
        List<@Nullable Object> data = new ArrayList<>();
        if (isEvent) {
            // No name of the protocol begins so.
            data.add("e" + text());
        }
        for (int left = random.nextInt(5); left > 0; left--) {
            data.add(value(random.nextInt(DEEPEST)));
        }
        return packet(isEvent ? Packet.EVENT : Packet.ACK, isEvent && random.nextBoolean() ? -1 : id(), data);
    }

    private Packet packet(int type, long id, Object data) {
        return new Packet(type, namespace(), id, Optional.of(data));
    }

    private String namespace() {
        return NAMESPACES.get(random.nextInt(NAMESPACES.size()));
    }

    private long id() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> (1L << 53) - 1;
            default -> random.nextLong(1L << random.nextInt(1, 53));
        };
    }

    /** With halves of surrogate pairs. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(14); left > 0; left--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 13 : 9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong(-1L << 53, 1L << 53);
            case 4 -> random.nextInt() / 1000.0;
            case 5 -> real();
            case 6, 7 -> text();
            case 8 -> bytes();
            case 9, 10 -> list(depth - 1);
            default -> members(depth - 1);
        };
    }

    private double real() {
        double real = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(real) ? real : 0.5;
    }

    private @Nullable Object bytes() {
        if (attachments == 0) {
            return null;
        }
        attachments--;
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(value(depth));
        }
        return list;
    }

    /** Halves of surrogate pairs are for values alone: see the page of differences. */
    private Map<String, @Nullable Object> members(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            members.put("k" + text().replace("\ud83d", "").replace("\ude00", ""), value(depth));
        }
        return members;
    }
}
