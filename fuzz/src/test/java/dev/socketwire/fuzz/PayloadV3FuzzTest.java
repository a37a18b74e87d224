package dev.socketwire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.codec.PayloadCodec;

/** Bodies of text, bodies of bytes, and messages of Engine.IO 3: every input is read as each of them. */
class PayloadV3FuzzTest {
    @FuzzTest
    void bytesArePacketsOrRefused(byte[] input) {
        PayloadDoor.body(PayloadCodec.of(Revision.V3), input);
        PayloadDoor.body(PayloadCodec.of(Revision.V3, true), input);
        PayloadDoor.message(Revision.V3, input);
    }
}
