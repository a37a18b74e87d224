package dev.socketwire.demo;

import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.SocketIoServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document that several people edit at once: everybody types into a copy at once, the server puts the edits into one order, and
 * everybody transforms what comes from others over what is still on its way. No keystroke is lost. {@link SharedText} is the
 * order, {@link TextEdit} the transforming.
 */
final class SharedDocument {
    /** What a page asks when it is connected, also for the second time. */
    record Copy(
            @Nullable String life, int revision, @Nullable String key) {}

    /** What a page has typed since it last sent something. */
    record Typed(
            int revision,
            @Nullable String key,
            int number,
            @Nullable List<Object> edit) {}

    private SharedDocument() {}

    /** Opens the document in the namespace {@code /document}; it begins empty and lives as long as the program. */
    static void install(SocketIoServer io) {
        SharedText text = new SharedText();
        Namespace document = io.of("/document");
        document.onConnection(socket -> {
            // The page asks for the document, or for what it missed while it was away.
            socket.onRequest("open", Copy.class, copy -> {
                String key = Objects.requireNonNullElse(copy.key(), "");
                socket.join("copy " + key);
                return text.open(copy.life(), copy.revision(), key);
            });
            // The answer goes to the writer, the edit to all others. Both carry the revision: the page brings them into
            // order.
            socket.onRequest("edit", Typed.class, typed -> {
                try {
                    SharedText.Accepted accepted = text.accept(read(typed));
                    if (accepted.isNew()) {
                        // Except for its room: the writer may have come back by a new connection before this came by
                        // the old.
                        document.except("copy " + typed.key())
                                .emit(
                                        "edited",
                                        accepted.revision(),
                                        accepted.edit().parts());
                    }
                    return Map.of("revision", accepted.revision());
                } catch (SharedText.Refused refused) {
                    return Map.of("error", refused.getMessage());
                }
            });
            document.emit("people", document.socketCount());
            socket.onDisconnect(reason -> document.emit("people", document.socketCount()));
        });
    }

    private static SharedText.Sent read(@Nullable Typed typed) throws SharedText.Refused {
        if (typed == null || typed.edit() == null || typed.key() == null) {
            throw new SharedText.Refused("unfit");
        }
        try {
            return new SharedText.Sent(typed.revision(), typed.key(), typed.number(), TextEdit.of(typed.edit()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new SharedText.Refused("unfit");
        }
    }
}
