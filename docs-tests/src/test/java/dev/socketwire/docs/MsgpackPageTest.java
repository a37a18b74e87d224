package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.msgpack.MsgpackParser;
import org.junit.jupiter.api.Test;

class MsgpackPageTest {
    /** What the parser writes is compared with the stock clients in the tests of its module. */
    @Test
    void aServerThatSpeaksMsgpack() {
        // docs: msgpack-server
        SocketIoServer io =
                SocketIoServer.builder().port(8080).parser(new MsgpackParser()).build();
        // docs: end
        assertThat(io.sessionCount()).isZero();
        io.close();
    }
}
