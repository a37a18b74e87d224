package dev.socketwire.socketio.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.annotations.guide.ChatController;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** The controller of the guide does what the page says. */
class GuideTest {
    @Test
    void theProgramDoesWhatThePageSays() throws Exception {
        try (Bench bench = Bench.of(new ChatController())) {
            Bench.Client ada = bench.connect("/chat", "said", "left");
            Bench.Client bob = bench.connect("/chat");
            bob.emit("say", new JSONObject("{\"room\":\"lobby\",\"text\":\"hello\"}"));
            assertThat(((JSONObject) ada.heard().get(0)).getString("text")).isEqualTo("hello");
            assertThat(bob.ask("add", 2, 3)).containsExactly(5);
            JSONArray history = (JSONArray) bob.ask("history").get(0);
            assertThat(history.getJSONObject(0).getString("room")).isEqualTo("lobby");
            String id = bob.socket().id();
            bob.socket().disconnect();
            assertThat(ada.heard()).isEqualTo(List.of(id, "client namespace disconnect"));
        }
    }
}
