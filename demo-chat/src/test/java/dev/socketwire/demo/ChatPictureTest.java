package dev.socketwire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the room chat does with the bytes of a picture, packet by packet. */
class ChatPictureTest {
    private static final byte[] PNG = Hex.bytes("89504e470d0a1a0a");

    private RunningDemo demo;
    private RawWebSocket ada;
    private RawWebSocket grace;

    @BeforeEach
    void enterTheSameRoom() {
        demo = RunningDemo.onPort(0);
        ada = enter("Ada", "lobby");
        grace = enter("Grace", "lobby");
    }

    @AfterEach
    void leave() {
        ada.close();
        grace.close();
        demo.close();
    }

    @Test
    void aPictureGoesToTheOthersOfTheRoomWithTheNameOfItsSender() {
        RawWebSocket bob = enter("Bob", "kitchen");
        sendPicture(ada, "hills.png", PNG);

        String event = nextWith(grace, "[\"picture\"");
        assertThat(event)
                .startsWith("451-[\"picture\",{\"id\":\"")
                .endsWith(
                        "\"nick\":\"Ada\",\"room\":\"lobby\"},\"hills.png\",\"image/png\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(grace.readBinary()).isEqualTo(PNG);
        assertThat(nextWith(ada, "437")).isEqualTo("437[{}]");

        bob.sendText("42[\"shout\",\"next\"]");
        assertThat(nextWith(bob, "Bob")).startsWith("42[\"shout\""); // bytes before it would not have been a text
        bob.close();
    }

    @Test
    void bytesOfAnotherKindAreRefusedWhateverTheyAreCalled() {
        sendPicture(ada, "hills.png", "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8));

        assertThat(nextWith(ada, "437"))
                .isEqualTo("437[{\"error\":\"The server takes PNG, JPEG, GIF and WebP only\"}]");
        graceHearsOfNoPicture();
    }

    @Test
    void oneByteTooManyIsRefused() {
        sendPicture(ada, "hills.png", Arrays.copyOf(PNG, PictureBytes.MOST + 1));

        assertThat(nextWith(ada, "437")).isEqualTo("437[{\"error\":\"The server takes at most 700000 bytes\"}]");
        graceHearsOfNoPicture();
    }

    @Test
    void aPictureWithoutBytesIsRefused() {
        ada.sendText("427[\"picture\",\"hills.png\",null]");

        assertThat(nextWith(ada, "437"))
                .isEqualTo("437[{\"error\":\"The server takes PNG, JPEG, GIF and WebP only\"}]");
    }

    private void graceHearsOfNoPicture() {
        ada.sendText("42[\"say\",\"next\"]");
        String next = nextWith(grace, "Ada");
        assertThat(next).startsWith("42[\"said\"");
    }

    private RawWebSocket enter(String nick, String room) {
        RawWebSocket socket = RawWebSocket.connect(demo.port(), "/socket.io/?EIO=4&transport=websocket");
        socket.sendText("40");
        socket.sendText("421[\"join\",{\"nick\":\"" + nick + "\",\"room\":\"" + room + "\"}]");
        nextWith(socket, "431[{\"id\":");
        return socket;
    }

    /** A binary event of one attachment that asks for the answer 7. */
    private static void sendPicture(RawWebSocket socket, String name, byte[] bytes) {
        socket.sendText("451-7[\"picture\",\"" + name + "\",{\"_placeholder\":true,\"num\":0}]");
        socket.sendBinary(bytes);
    }

    /** The next text that holds these words; what comes before it, such as lists of people, is of no concern here. */
    private static String nextWith(RawWebSocket socket, String words) {
        String text = socket.readText();
        while (!text.contains(words)) {
            text = socket.readText();
        }
        return text;
    }
}
