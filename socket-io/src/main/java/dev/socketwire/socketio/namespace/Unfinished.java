package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.spi.Target;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients had sent when this was made, for as long as somebody has to do with it. A mark is handed in to the lane of each
 * socket: when it has come through, all that stood before it is done, but for answers that were promised. By the thread of
 * whoever asks only.
 */
final class Unfinished implements BooleanSupplier {
    private final Promises promises;

    /** Loops that have not been walked, and marks that have not come through. */
    private final AtomicLong marks = new AtomicLong();

    /** Of what stood before the marks; null until they are through. */
    private @Nullable AtomicLong promised;

    Unfinished(Collection<NamespaceState> namespaces, Promises promises) {
        this.promises = promises;
        for (NamespaceState namespace : namespaces) {
            namespace.onEveryLoop(
                    new Choice(namespace, Target.EVERYBODY),
                    marks::incrementAndGet,
                    this::mark,
                    marks::decrementAndGet);
        }
    }

    private void mark(SocketState socket) {
        marks.incrementAndGet();
        socket.lane().run(marks::decrementAndGet);
    }

    @Override
    public boolean getAsBoolean() {
        if (promised == null && marks.get() == 0) {
            promised = promises.upToNow();
        }
        return promised == null || promised.get() > 0;
    }
}
