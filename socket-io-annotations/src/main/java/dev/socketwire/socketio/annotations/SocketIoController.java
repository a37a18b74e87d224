package dev.socketwire.socketio.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A class whose annotated methods are the handlers of a namespace; see {@link Controllers#register}. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SocketIoController {
    /**
     * The name of the namespace, {@code /} by default.
     *
     * @return as for {@link dev.socketwire.socketio.SocketIoServer#of(String)}: a missing leading slash is added
     */
    String value() default "/";
}
