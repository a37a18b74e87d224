package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.codec.Dialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One loop with its sessions, without a socket and without time; the layer above writes down what it is told. */
final class Bench {
    final CrankedScheduler scheduler = new CrankedScheduler();
    final SessionDirectory directory = new SessionDirectory();
    final List<String> told = new ArrayList<>();
    final LoopSessions loop;

    /** What the layer above does with a text message, besides writing it down. */
    Consumer<String> onText = text -> {};

    /** What the layer above does with a new session. */
    Consumer<Session> onOpen = session -> {};

    Bench() {
        this(EngineOptions.builder());
    }

    Bench(EngineOptions.Builder options) {
        loop = new LoopSessions(scheduler, options.build(), directory, this::accept, ByteBufAllocator.DEFAULT);
    }

    /** A session on a WebSocket; its open packet is forgotten. */
    Session push(FakePushTransport transport) {
        Session session = loop.openPush(Sids.next(), Revision.V4, info(), transport);
        transport.sent.clear();
        return session;
    }

    /** A session that polls; its open packet is still to be polled. */
    PollingTransport polling() {
        return loop.openPolling(Sids.next(), Dialect.of(Revision.V4), info());
    }

    /** A session that polls and has fetched its open packet. */
    PollingTransport polled() {
        PollingTransport transport = polling();
        poll(transport);
        return transport;
    }

    FakeExchange poll(PollingTransport transport) {
        FakeExchange exchange = new FakeExchange();
        transport.poll(exchange);
        turn();
        return exchange;
    }

    FakeExchange post(PollingTransport transport, String body) {
        FakeExchange exchange = new FakeExchange();
        if (transport.beginPost()) {
            ByteBuf bytes = utf8(body);
            transport.post(exchange, bytes);
            bytes.release();
        } else {
            transport.overlap(exchange);
        }
        turn();
        return exchange;
    }

    Session session(PollingTransport transport) {
        Session session = directory.find(transport.sid());
        if (session == null) {
            throw new AssertionError("the session is gone: " + told);
        }
        return session;
    }

    static void receive(Session session, PushTransport from, String text) {
        ByteBuf bytes = utf8(text);
        session.onText(from, bytes);
        bytes.release();
    }

    static void send(Session session, String text) {
        session.sendText(message(text), SendOptions.DEFAULT);
    }

    static void sendVolatile(Session session, String text) {
        session.sendText(message(text), new SendOptions(true, true));
    }

    /** A message with room in front of it. */
    static ByteBuf message(String text) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(Session.HEADROOM + ByteBufUtil.utf8MaxBytes(text));
        bytes.setIndex(Session.HEADROOM, Session.HEADROOM);
        ByteBufUtil.writeUtf8(bytes, text);
        return bytes;
    }

    static ByteBuf bytes(int... values) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(values.length);
        for (int value : values) {
            bytes.writeByte(value);
        }
        return bytes;
    }

    void turn() {
        scheduler.clock.turn();
    }

    void advance(long millis) {
        scheduler.clock.advance(Duration.ofMillis(millis));
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    static HandshakeInfo info() {
        InetSocketAddress client = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        return HandshakeInfo.of("/engine.io/?EIO=4", new DefaultHttpHeaders(), client, false, 0);
    }

    private SessionListener accept(Session session) {
        onOpen.accept(session);
        return new SessionListener() {
            @Override
            public void onText(ByteBuf message) {
                String text = message.toString(StandardCharsets.UTF_8);
                told.add(text);
                onText.accept(text);
            }

            @Override
            public void onBinary(ByteBuf message) {
                told.add("<" + ByteBufUtil.hexDump(message) + ">");
            }

            @Override
            public void onDrain() {
                told.add("(drain)");
            }

            @Override
            public void onUpgrade() {
                told.add("(upgrade)");
            }

            @Override
            public void onClose(DisconnectReason reason, @Nullable String description) {
                told.add(description == null ? "(" + reason + ")" : "(" + reason + ": " + description + ")");
            }
        };
    }
}
