package dev.socketwire.engineio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The headers of an answer, for a hook to change. Names are compared without regard to letter case and keep the case they
 * were given. A name that is no token or a value with a control character is refused, so that no hook can split an answer
 * (RFC 9110 section 5). Not for use from several threads at once.
 */
public final class ResponseHeaders {
    private final List<Map.Entry<String, String>> entries = new ArrayList<>();

    /** No header yet. */
    public ResponseHeaders() {}

    /**
     * Sets a header to one value, in place of all that it had.
     *
     * @throws IllegalArgumentException where name or value could not stand in a header
     */
    public ResponseHeaders set(String name, String value) {
        Map.Entry<String, String> entry = checked(name, value);
        remove(name);
        entries.add(entry);
        return this;
    }

    /**
     * Adds a value, besides those that the header has.
     *
     * @throws IllegalArgumentException where name or value could not stand in a header
     */
    public ResponseHeaders add(String name, String value) {
        entries.add(checked(name, value));
        return this;
    }

    /** Removes a header with all its values. */
    public ResponseHeaders remove(String name) {
        entries.removeIf(entry -> entry.getKey().equalsIgnoreCase(name));
        return this;
    }

    /** The first value of a header. */
    public Optional<String> get(String name) {
        return getAll(name).stream().findFirst();
    }

    /** All values of a header, in order. */
    public List<String> getAll(String name) {
        return entries.stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Every name with every value, in order; a copy. */
    public List<Map.Entry<String, String>> entries() {
        return List.copyOf(entries);
    }

    private static Map.Entry<String, String> checked(String name, String value) {
        return Map.entry(HttpText.token("header name", name), HttpText.fieldValue(name, value));
    }
}
