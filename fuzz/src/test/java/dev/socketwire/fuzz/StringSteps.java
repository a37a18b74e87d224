package dev.socketwire.fuzz;

import com.code_intelligence.jazzer.api.HookType;
import com.code_intelligence.jazzer.api.MethodHook;
import java.lang.invoke.MethodHandle;

/** Counts how often our code looks at characters of strings: the agent of the fuzzer calls this. What is copied is allocated. */
public final class StringSteps {
    private StringSteps() {}

    /** One character. */
    @MethodHook(type = HookType.BEFORE, targetClassName = "java.lang.String", targetMethod = "charAt")
    public static void charAt(MethodHandle method, Object self, Object[] arguments, int call) {
        Steps.add(1);
    }

    /** All characters up to the one that is found. */
    @MethodHook(
            type = HookType.AFTER,
            targetClassName = "java.lang.String",
            targetMethod = "indexOf",
            targetMethodDescriptor = "(II)I")
    public static void indexOf(MethodHandle method, Object self, Object[] arguments, int call, Integer found) {
        Steps.add((found < 0 ? ((String) self).length() : found) - (long) (Integer) arguments[1]);
    }

    /** All characters up to the one that is found, from the first. */
    @MethodHook(
            type = HookType.AFTER,
            targetClassName = "java.lang.String",
            targetMethod = "indexOf",
            targetMethodDescriptor = "(I)I")
    public static void indexOfFirst(MethodHandle method, Object self, Object[] arguments, int call, Integer found) {
        Steps.add(found < 0 ? ((String) self).length() : found);
    }
}
