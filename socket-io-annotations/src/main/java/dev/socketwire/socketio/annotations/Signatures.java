package dev.socketwire.socketio.annotations;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which methods override each other, and an order of them that is the same in every run. */
final class Signatures {
    private Signatures() {}

    /** Alike for methods that override each other. */
    static String of(Method method) {
        String owner = Modifier.isPrivate(method.getModifiers())
                ? method.getDeclaringClass().getName() + "::"
                : "";
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(",", owner + method.getName() + "(", ")"));
    }

    /** The methods that a class declares; a virtual machine hands them out in no order. */
    static List<Method> inOrder(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .sorted(Comparator.comparing(Signatures::of))
                .toList();
    }
}
