package dev.socketwire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.codec.PayloadCodec;

/** Bodies and messages of Engine.IO 4: every input is read as each of them. */
class PayloadV4FuzzTest {
    @FuzzTest
    void bytesArePacketsOrRefused(byte[] input) {
        PayloadDoor.body(PayloadCodec.of(Revision.V4), input);
        PayloadDoor.message(Revision.V4, input);
    }
}
