package dev.socketwire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.fuzz.PacketHearing.Message;
import java.util.List;

/** Packets of revision 4, of clients 1.x and 2.x, which may have a query behind the name of a namespace. */
class PacketDecoderV4FuzzTest {
    @FuzzTest
    void textIsAPacketOrRefused(byte[] input) {
        if (Utf8.is(input)) {
            PacketDoor.messages(true, List.of(new Message(true, input)));
        }
    }
}
