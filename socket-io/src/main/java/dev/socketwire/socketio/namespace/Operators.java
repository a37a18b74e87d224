package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.spi.Target;
import java.time.Duration;

/** The operators of a choice of sockets: each changes the target, whatever the sockets are sockets of. */
interface Operators extends Broadcast {
    /** Who is meant, and how. */
    Target target();

    /** The same sockets' choice with another target. */
    Broadcast with(Target other);

    @Override
    default Broadcast to(String... rooms) {
        return with(target().to(rooms));
    }

    @Override
    default Broadcast except(String... rooms) {
        return with(target().except(rooms));
    }

    @Override
    default Broadcast local() {
        return with(target().with(target().flags().asLocal()));
    }

    @Override
    default Broadcast dropIfBusy() {
        return with(target().with(target().flags().asVolatile()));
    }

    @Override
    default Broadcast compress(boolean value) {
        return with(target().with(target().flags().withCompress(value)));
    }

    @Override
    default Broadcast timeout(Duration limit) {
        return with(target().with(target().flags().withTimeout(Choice.checked(limit))));
    }
}
