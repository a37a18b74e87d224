package dev.socketwire.socketio.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called when a socket has ended. May have a {@link dev.socketwire.socketio.Socket}, a
 * {@link dev.socketwire.engineio.DisconnectReason} and a {@link dev.socketwire.engineio.HandshakeInfo} as parameters. Returns
 * nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnDisconnect {}
