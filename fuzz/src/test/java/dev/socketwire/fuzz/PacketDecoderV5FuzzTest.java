package dev.socketwire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.fuzz.PacketHearing.Message;
import java.util.List;

/** Packets of revision 5, of clients 3.x and 4.x. */
class PacketDecoderV5FuzzTest {
    @FuzzTest
    void textIsAPacketOrRefused(byte[] input) {
        if (Utf8.is(input)) {
            PacketDoor.messages(false, List.of(new Message(true, input)));
        }
    }
}
