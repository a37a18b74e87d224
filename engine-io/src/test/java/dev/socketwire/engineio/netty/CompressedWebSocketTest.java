package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that have agreed to permessage-deflate, over real sockets; messages from 100 bytes on are compressed. */
class CompressedWebSocketTest {
    private static final String LONG = "long ".repeat(100);
    private static final byte[] ZEROS = new byte[1000];

    private final EchoEngine engine = new EchoEngine(EchoEngine.options()
            .perMessageDeflate(new DeflateOptions(100, 6, false, false, 15))
            .build());

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void theAgreementIsToldInThe101() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            assertThat(RawWebSocket.handshake(http, Polled.WEBSOCKET, Peer.OFFER)
                            .header("sec-websocket-extensions"))
                    .isEqualTo("permessage-deflate");
        }
        try (RawHttp http = RawHttp.connect(engine.port())) {
            assertThat(RawWebSocket.handshake(http, Polled.WEBSOCKET).header("sec-websocket-extensions"))
                    .isEmpty();
        }
    }

    @Test
    void messagesAreCompressedBothWaysFromTheThresholdOn() {
        try (Peer peer = Peer.open(engine)) {
            for (int i = 0; i < 3; i++) {
                peer.sendCompressed(RawWebSocket.TEXT, ("4" + LONG + i).getBytes(StandardCharsets.UTF_8));
                assertThat(peer.readCompressedText()).isEqualTo("4" + LONG + i);
                peer.ws.sendText("4short");
                assertThat(peer.ws.readText()).isEqualTo("4short");
                peer.sendCompressed(RawWebSocket.BINARY, ZEROS);
                assertThat(peer.ws.readText()).isEqualTo("4bin");
                assertThat(peer.readCompressed(RawWebSocket.BINARY)).isEqualTo(ZEROS);
            }
        }
        assertThat(engine.ends).isSubsetOf("transport close");
    }

    @Test
    void whatMustNotBeCompressedIsNot() {
        try (Peer peer = Peer.open(engine)) {
            Session session = engine.sessions.remove();
            session.home().execute(() -> session.sendText(message(LONG), new SendOptions(false, false)));
            assertThat(peer.ws.readText()).isEqualTo("4" + LONG);
        }
    }

    @Test
    void aBroadcastIsCompressedForEachThatTakesItAndSharedByTheRest() {
        try (Peer first = Peer.open(engine);
                Peer second = Peer.open(engine);
                RawWebSocket plain = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            plain.readText();
            for (int i = 0; i < 3; i++) {
                ByteBuf text = message(LONG + i);
                ByteBuf attachment =
                        ByteBufAllocator.DEFAULT.buffer(ZEROS.length).writeBytes(ZEROS);
                broadcast(SharedMessage.of(text, List.of(attachment)));
                for (Peer peer : List.of(first, second)) {
                    assertThat(peer.readCompressedText()).isEqualTo("4" + LONG + i);
                    assertThat(peer.readCompressed(RawWebSocket.BINARY)).isEqualTo(ZEROS);
                }
                assertThat(plain.readText()).isEqualTo("4" + LONG + i);
                assertThat(plain.readBinary()).isEqualTo(ZEROS);
                await().untilAsserted(() ->
                        assertThat(List.of(text.refCnt(), attachment.refCnt())).containsOnly(0));
            }
        }
    }

    @Test
    void aBroadcastOfBytesAloneIsCompressedForEachConnection() {
        try (Peer first = Peer.open(engine);
                RawWebSocket plain = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            plain.readText();
            broadcast(SharedMessage.binary(
                    ByteBufAllocator.DEFAULT.buffer(ZEROS.length).writeBytes(ZEROS)));
            assertThat(first.readCompressed(RawWebSocket.BINARY)).isEqualTo(ZEROS);
            assertThat(plain.readBinary()).isEqualTo(ZEROS);
        }
    }

    @Test
    void anUpgradedSessionCompresses() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            try (Peer peer = new Peer(RawWebSocket.connect(engine.port(), mine.upgradeTarget(), Peer.OFFER))) {
                peer.ws.sendText("2probe");
                assertThat(peer.ws.readText()).isEqualTo("3probe");
                peer.ws.sendText("5");
                peer.sendCompressed(RawWebSocket.TEXT, ("4" + LONG).getBytes(StandardCharsets.UTF_8));
                assertThat(peer.readCompressedText()).isEqualTo("4" + LONG);
            }
        }
    }

    /** Takes the message. */
    private void broadcast(SharedMessage message) {
        CompletableFuture<?>[] sent = engine.sessions.stream()
                .map(session ->
                        CompletableFuture.runAsync(() -> session.send(message, SendOptions.DEFAULT), session.home()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(sent).join();
        message.release();
    }

    private static ByteBuf message(String text) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(Session.HEADROOM + text.length());
        bytes.setIndex(Session.HEADROOM, Session.HEADROOM).writeCharSequence(text, StandardCharsets.US_ASCII);
        return bytes;
    }

    /** A client that keeps its windows from message to message, as the server does. */
    private static final class Peer implements AutoCloseable {
        private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
        private static final int FIN_AND_COMPRESSED = 0xc0;
        private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

        private final RawWebSocket ws;
        private final Inflater inflater = new Inflater(true);
        private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

        Peer(RawWebSocket ws) {
            this.ws = ws;
        }

        static Peer open(EchoEngine engine) {
            Peer peer = new Peer(RawWebSocket.connect(engine.port(), Polled.WEBSOCKET, OFFER));
            Polled.sid(peer.ws.readText());
            return peer;
        }

        void sendCompressed(int opcode, byte[] message) {
            byte[] out = new byte[message.length + 100];
            deflater.setInput(message);
            int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            ws.sendFrame(FIN_AND_COMPRESSED | opcode, Arrays.copyOf(out, length - TAIL.length));
        }

        String readCompressedText() {
            return new String(readCompressed(RawWebSocket.TEXT), StandardCharsets.UTF_8);
        }

        byte[] readCompressed(int opcode) {
            RawWebSocket.Frame frame = ws.read();
            if (!frame.fin() || frame.reserved() != 4 || frame.opcode() != opcode) {
                throw new AssertionError("expected a compressed message of opcode " + opcode + ", got " + frame);
            }
            byte[] in = Arrays.copyOf(frame.payload(), frame.payload().length + TAIL.length);
            System.arraycopy(TAIL, 0, in, frame.payload().length, TAIL.length);
            inflater.setInput(in);
            byte[] out = new byte[10_000];
            try {
                return Arrays.copyOf(out, inflater.inflate(out));
            } catch (DataFormatException e) {
                throw new AssertionError("not deflated: " + frame, e);
            }
        }

        @Override
        public void close() {
            inflater.end();
            deflater.end();
            ws.close();
        }
    }
}
