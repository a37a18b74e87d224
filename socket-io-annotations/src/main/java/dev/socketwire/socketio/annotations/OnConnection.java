package dev.socketwire.socketio.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called for each new socket, before any of its events. May have a {@link dev.socketwire.socketio.Socket} and a
 * {@link dev.socketwire.engineio.HandshakeInfo} as parameters. Returns nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnConnection {}
