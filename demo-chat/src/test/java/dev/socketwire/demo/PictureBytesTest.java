package dev.socketwire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.Hex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureBytesTest {
    private static final String PNG = "89504e470d0a1a0a";

    @ParameterizedTest
    @CsvSource({
        PNG + ", image/png",
        "ffd8ffe0, image/jpeg",
        "474946383761, image/gif",
        "474946383961, image/gif",
        "52494646 0a0d0a0d 57454250, image/webp", // the size between the words may look like ends of lines
    })
    void theFirstBytesSayWhatItIs(String hex, String type) {
        byte[] bytes = Hex.bytes(hex.replace(" ", ""));
        assertThat(PictureBytes.typeOf(bytes)).contains(type);
        assertThat(PictureBytes.refusal(bytes)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "<?xml ?><svg/>",
                "GIF88a",
                "RIFF1234WAVE",
                "BM"
            })
    void everythingElseIsRefused(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(PictureBytes.typeOf(bytes)).isEmpty();
        assertThat(PictureBytes.refusal(bytes)).contains("The server takes PNG, JPEG, GIF and WebP only");
    }

    @Test
    void noBytesAreRefused() {
        assertThat(PictureBytes.refusal(null)).contains("The server takes PNG, JPEG, GIF and WebP only");
    }

    @Test
    void theLastByteThatFitsFits() {
        byte[] most = Arrays.copyOf(Hex.bytes(PNG), PictureBytes.MOST);
        assertThat(PictureBytes.refusal(most)).isEmpty();
        assertThat(PictureBytes.refusal(Arrays.copyOf(most, PictureBytes.MOST + 1)))
                .contains("The server takes at most 700000 bytes");
    }
}
