package dev.socketwire.socketio.test;

import dev.socketwire.socketio.Arguments;
import java.lang.reflect.Type;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An event that a client got from the server. Immutable, any thread. */
public final class ReceivedEvent implements Arguments {
    private final String name;
    private final TreeArguments arguments;

    /** Null where the server asks for no answer. */
    private final @Nullable Consumer<Object[]> answer;

    ReceivedEvent(String name, TreeArguments arguments, @Nullable Consumer<Object[]> answer) {
        this.name = name;
        this.arguments = arguments;
        this.answer = answer;
    }

    /** The name of the event. */
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return arguments.size();
    }

    @Override
    public <T> T get(int index, Class<T> type) {
        return arguments.get(index, type);
    }

    @Override
    public Object get(int index, Type type) {
        return arguments.get(index, type);
    }

    /** Whether the server asks for an answer. */
    public boolean wantsAnswer() {
        return answer != null;
    }

    /**
     * Answers the server, as a client's callback does.
     *
     * @throws IllegalStateException where it asks for no answer
     */
    public void answer(Object... values) {
        if (answer == null) {
            throw new IllegalStateException("the server asks for no answer to " + this);
        }
        answer.accept(values);
    }

    /** The first argument, which may be missing where nothing is asked of it. */
    Object first(Type type) {
        if (size() == 0) {
            throw new AssertionError(this + " came without an argument, " + type.getTypeName() + " was expected");
        }
        try {
            return get(0, type);
        } catch (RuntimeException e) {
            throw new AssertionError(this + " came, its argument does not fit " + type.getTypeName(), e);
        }
    }

    /** Name and arguments, such as {@code "said"["hello"]}; long ones are cut. */
    @Override
    public String toString() {
        return "\"" + name + "\"" + arguments;
    }
}
