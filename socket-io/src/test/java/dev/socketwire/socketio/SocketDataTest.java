package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** What another server has kept with a socket: bound when it is asked for, and told on as it came where nobody has asked. */
class SocketDataTest {
    private static final DataKey<Integer> SEVEN = DataKey.of("seven", Integer.class);
    private static final DataKey<String> NAME = DataKey.of("name", String.class);

    private final SocketData data = new SocketData(Map.of("seven", "7", "name", "Ada"), (told, type) -> {
        if (type == Integer.class) {
            return Integer.valueOf((String) told);
        }
        throw new IllegalArgumentException("not " + type.getTypeName());
    });

    @Test
    void whatIsAskedForIsBoundOnce() {
        assertThat(data.toMap()).containsOnly(Map.entry("seven", "7"), Map.entry("name", "Ada"));
        assertThat(data.get(SEVEN)).contains(7);
        assertThat(data.get(SEVEN)).contains(7);
        assertThat(data.toMap()).containsOnly(Map.entry("seven", 7), Map.entry("name", "Ada"));
    }

    @Test
    void whatDoesNotFitIsStillThere() {
        assertThatThrownBy(() -> data.get(NAME)).isInstanceOf(IllegalArgumentException.class);
        assertThat(data.toMap()).containsEntry("name", "Ada");
    }

    @Test
    void whatIsPutOrRemovedIsNotToldAnyMore() {
        data.put(NAME, "Eve");
        data.remove(SEVEN);
        assertThat(data.get(NAME)).contains("Eve");
        assertThat(data.get(SEVEN)).isEmpty();
        assertThat(data.toMap()).containsOnly(Map.entry("name", "Eve"));
        data.remove(NAME);
        assertThat(data.toMap()).isEmpty();
    }

    @Test
    void whatIsBoundToNothingIsAbsentAndStillTold() {
        SocketData nothing = new SocketData(Map.of("name", "Ada"), (told, type) -> absent());
        assertThat(nothing.get(NAME)).isEmpty();
        assertThat(nothing.toMap()).containsOnly(Map.entry("name", "Ada"));
    }

    @Test
    void aKeyMayBeOfAnyType() {
        SocketData own = new SocketData();
        own.put(DataKey.of("names", new TypeReference<List<String>>() {}), List.of("Ada"));
        own.put(DataKey.of("count", int.class), 7);
        assertThat(own.get(DataKey.of("names", new TypeReference<List<String>>() {})))
                .contains(List.of("Ada"));
        assertThat(own.get(DataKey.of("names", new TypeReference<List<Integer>>() {})))
                .isEmpty();
        assertThat(own.get(DataKey.of("count", int.class))).contains(7);
        assertThat(DataKey.of("name", new TypeReference<String>() {})).isEqualTo(NAME);
    }

    @Test
    void nothingIsPutNowhere() {
        assertThatThrownBy(() -> data.put(NAME, absent())).hasMessageContaining("\"name\"");
        assertThat(data.toMap()).containsEntry("name", "Ada");
    }

    /** What binding may answer to {@code null}. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T absent() {
        return null;
    }
}
