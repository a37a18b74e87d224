package dev.socketwire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.fuzz.PacketHearing.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packets with attachments. An input is several messages, each behind one of two bytes that UTF-8 never has: FF begins a text, FE
 * bytes.
 */
class ReassemblyFuzzTest {
    private static final byte TEXT = (byte) 0xff;
    private static final byte BYTES = (byte) 0xfe;

    @FuzzTest
    void messagesArePacketsOrRefused(byte[] input) {
        List<Message> messages = new ArrayList<>();
        for (int at = 0; at < input.length; ) {
            int end = at + 1;
            while (end < input.length && input[end] != TEXT && input[end] != BYTES) {
                end++;
            }
            byte[] bytes = Arrays.copyOfRange(input, at + 1, end);
            if (input[at] == BYTES) {
                messages.add(new Message(false, bytes));
            } else if (Utf8.is(bytes)) {
                messages.add(new Message(true, bytes));
            }
            at = end;
        }
        PacketDoor.messages(false, messages);
    }
}
