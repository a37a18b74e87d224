package dev.socketwire.socketio.annotations;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is said of a method that cannot be a handler. */
final class Misuse {
    private Misuse() {}

    /** What to throw; the sentence begins behind the name of the method. */
    static IllegalArgumentException of(Method method, String sentence) {
        return new IllegalArgumentException(name(method) + " " + sentence);
    }

    /** Class, method and types, as in {@code com.example.Chat.say(Socket, String)}. */
    static String name(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
    }
}
