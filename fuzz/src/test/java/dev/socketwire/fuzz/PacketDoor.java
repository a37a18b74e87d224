package dev.socketwire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.fuzz.PacketHearing.Heard;
import dev.socketwire.fuzz.PacketHearing.Message;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.codec.PacketEncoder;
import dev.socketwire.socketio.codec.RawArguments;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What holds for the packets of both revisions of Socket.IO, with attachments or without. */
final class PacketDoor {
    /** An array may be as short as a byte, and is a node of a tree, with a list of its own. */
    private static final int ALLOCATED_FOR_EACH = 2_000;

    private static final int STEPS_FOR_EACH = 16;

    private static final PacketEncoder ENCODER =
            new PacketEncoder(PacketHearing.JSON, new UnpooledByteBufAllocator(false));

    private PacketDoor() {}

    /** Messages of one client, in order. */
    static void messages(boolean queries, List<Message> messages) {
        List<Heard> all = PacketHearing.of(queries, messages);
        int length =
                messages.stream().mapToInt(message -> message.bytes().length).sum();
        // A placeholder may stand for the same attachment ten times, and as a text for a third more.
        Cost.linear(length + 16 * messages.size(), ALLOCATED_FOR_EACH, STEPS_FOR_EACH)
                .check(() -> PacketHearing.of(queries, messages));
        for (Heard heard : all) {
            argumentsGoOnAsTheyCame(heard);
            valuesStayTheSame(heard);
        }
    }

    private static void argumentsGoOnAsTheyCame(Heard heard) {
        Heard again = heardAgain(encoded(heard, heard.raw()));
        assertSameHeader(again, heard);
        assertThat(again.values()).isEqualTo(heard.values());
        assertThat(text(again.raw())).isEqualTo(text(heard.raw()));
        assertThat(again.raw().attachments())
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(heard.raw().attachments());
    }

    /** JSON has many texts for a value and some values that JavaScript has not: written once, they are as they stay. */
    private static void valuesStayTheSame(Heard heard) {
        Encoded first = encoded(heard, heard.values());
        if (first == null) {
            return;
        }
        Heard once = heardAgain(first);
        assertSameHeader(once, heard);
        Heard twice = heardAgain(Objects.requireNonNull(encoded(heard, once.values())));
        assertThat(twice.values()).isEqualTo(once.values());
        assertThat(text(twice.raw())).isEqualTo(text(once.raw()));
    }

    private static Encoded encoded(Heard heard, RawArguments raw) {
        return heard.kind() == Packet.Kind.EVENT
                ? ENCODER.event(heard.namespace(), heard.ackId(), heard.name(), raw)
                : ENCODER.ack(heard.namespace(), heard.ackId(), raw);
    }

    /** Null for what is refused: a name with half a character in it, what clients would take for an attachment. */
    private static @Nullable Encoded encoded(Heard heard, List<@Nullable Object> values) {
        try {
            return heard.kind() == Packet.Kind.EVENT
                    ? ENCODER.event(heard.namespace(), heard.ackId(), heard.name(), values)
                    : ENCODER.ack(heard.namespace(), heard.ackId(), values);
        } catch (JacksonException e) {
            return null;
        } catch (IllegalArgumentException e) {
            assertThat(heard.raw().attachments()).isNotEmpty();
            return null;
        }
    }

    private static Heard heardAgain(Encoded encoded) {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(true, ByteBufUtil.getBytes(encoded.text())));
        for (ByteBuf binary : encoded.binaries()) {
            messages.add(new Message(false, ByteBufUtil.getBytes(binary)));
        }
        encoded.release();
        List<Heard> heard = PacketHearing.of(false, messages);
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    private static void assertSameHeader(Heard again, Heard heard) {
        assertThat(again.kind()).isEqualTo(heard.kind());
        assertThat(again.namespace()).isEqualTo(heard.namespace());
        assertThat(again.ackId()).isEqualTo(heard.ackId());
        assertThat(again.name()).isEqualTo(heard.name());
    }

    private static String text(RawArguments raw) {
        return raw.size() == 0
                ? ""
                : new String(raw.json(), raw.starts()[0], raw.end() - raw.starts()[0], StandardCharsets.UTF_8);
    }
}
