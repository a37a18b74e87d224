package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.testkit.RawWebSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Messages that go straight to the socket where it takes them, and wait where it does not: the peer gets the same bytes in the
 * same order on every kind of loop. What is sent is more than two sockets hold, so that one message at least is taken in part.
 */
class DirectWritesTest {
    private static final int LONG = 40_000;
    private static final int COUNT = 500;

    @ParameterizedTest
    @CsvSource({"NIO, false", "EPOLL, false", "EPOLL, true", "IO_URING, true"})
    void whatIsSentInTurnsOfItsOwnComesWholeAndInOrder(IoKind kind, boolean shared) {
        try (EchoEngine engine = new EchoEngine(roomy(), MovedChannelTest.available(kind));
                RawWebSocket client = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            client.readText();
            Session session = engine.sessions.remove();
            session.home().execute(() -> sendInTurns(session, 0, shared));
            expectAll(client);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IoKind.class,
            names = {"NIO", "EPOLL", "IO_URING"})
    void whatIsSentInOneTurnComesWholeAndInOrder(IoKind kind) {
        try (EchoEngine engine = new EchoEngine(roomy(), MovedChannelTest.available(kind));
                RawWebSocket client = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            client.readText();
            Session session = engine.sessions.remove();
            session.home().execute(() -> {
                for (int i = 0; i < COUNT; i++) {
                    send(session, i, i % 2 == 0);
                }
            });
            expectAll(client);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IoKind.class,
            names = {"NIO", "EPOLL", "IO_URING"})
    void theCloseFrameComesBehindWhatWasSentInItsTurn(IoKind kind) {
        try (EchoEngine engine = new EchoEngine(roomy(), MovedChannelTest.available(kind));
                RawWebSocket client = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            client.readText();
            Session session = engine.sessions.remove();
            session.home().execute(() -> {
                session.sendText(message(0), SendOptions.DEFAULT);
                session.close();
            });
            assertThat(client.readText()).isEqualTo("4" + text(0));
            assertThat(client.readClose()).isEqualTo(1005);
            await().until(() -> engine.server.sessionCount() == 0);
        }
    }

    private static EngineOptions roomy() {
        EngineLimits limits = EngineLimits.builder()
                .queueBytes(2 * COUNT * LONG)
                .queuePackets(2 * COUNT)
                .build();
        return EchoEngine.options().limits(limits).build();
    }

    /** The next one is sent when the turn of this one is over. */
    private static void sendInTurns(Session session, int number, boolean shared) {
        send(session, number, shared);
        if (number < COUNT - 1) {
            session.home().execute(() -> sendInTurns(session, number + 1, shared));
        }
    }

    private static void send(Session session, int number, boolean shared) {
        if (!shared) {
            session.sendText(message(number), SendOptions.DEFAULT);
            return;
        }
        SharedMessage message = SharedMessage.of(message(number), List.of());
        session.send(message, SendOptions.DEFAULT);
        message.release();
    }

    private static void expectAll(RawWebSocket client) {
        for (int i = 0; i < COUNT; i++) {
            assertThat(client.readText()).isEqualTo("4" + text(i));
        }
    }

    private static ByteBuf message(int number) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(Session.HEADROOM + LONG);
        bytes.setIndex(Session.HEADROOM, Session.HEADROOM).writeCharSequence(text(number), StandardCharsets.US_ASCII);
        return bytes;
    }

    private static String text(int number) {
        return number + "-".repeat(LONG - number % 100);
    }
}
