package dev.socketwire.socketio.lane;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads: there from Java 21 on, and named by reflection because this is built for 17. */
final class VirtualThreads {
    private VirtualThreads() {}

    /** An executor that gives each task a virtual thread, where there are any. */
    static Optional<ExecutorService> executor() {
        try {
            MethodHandle factory = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return Optional.of((ExecutorService) factory.invoke());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        } catch (Throwable e) {
            throw new IllegalStateException("virtual threads cannot be used", e);
        }
    }
}
