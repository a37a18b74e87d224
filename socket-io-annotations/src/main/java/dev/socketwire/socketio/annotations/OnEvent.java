package dev.socketwire.socketio.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called for an event. Parameters of type {@link dev.socketwire.socketio.Socket} and
 * {@link dev.socketwire.engineio.HandshakeInfo} may stand anywhere; all others are the arguments of the event, in their order,
 * bound to their types by the mapper of the server. Arguments that the client did not send are null. A single
 * {@link dev.socketwire.socketio.Arguments} takes whatever comes.
 *
 * <p>What a method returns is the acknowledgement of the client: a value, an {@link dev.socketwire.socketio.Answer} of several,
 * or a {@link java.util.concurrent.CompletionStage} of either. A {@code void} method answers nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {
    /**
     * The name of the event, or several.
     *
     * @return at least one; none is blank or a word of the protocol, such as {@code disconnect}
     */
    String[] value();
}
