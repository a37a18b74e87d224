package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.codec.ArgumentTypes;
import org.jspecify.annotations.Nullable;

/**
 * A listener of what other servers tell.
 *
 * @param event what it listens to
 * @param types what its arguments are bound to; null for one that takes what comes
 * @param answers whether its result is the answer
 */
record ServerListener(String event, @Nullable ArgumentTypes types, boolean answers, Listeners.Call call) {}
