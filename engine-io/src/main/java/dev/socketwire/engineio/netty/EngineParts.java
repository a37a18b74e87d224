package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.EngineStats;
import dev.socketwire.engineio.http.Cors;
import dev.socketwire.engineio.http.RequestRules;
import dev.socketwire.engineio.session.LoopSessions;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.SessionAcceptor;
import dev.socketwire.engineio.session.SessionDirectory;
import dev.socketwire.engineio.session.Tally;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.handshake.Handshake;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What all channels of one server share. Any thread. */
final class EngineParts {
    final EngineOptions options;
    final FrontRoute inFront;
    final RequestRules rules;
    final Cors cors;
    final Handshake handshake;
    final WebSocketLimits webSocketLimits;
    final Admission admission;
    final SessionDirectory directory = new SessionDirectory();

    /** The WebSockets in pipelines of others: they end with the server as {@link Admission#inside} does. */
    final ChannelGroup guests = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** What was refused before there was a session, and what is no concern of its loop. */
    final Tally<EngineRefusal> refusals = new Tally<>(EngineRefusal.class);

    /** What requests ask for, as their sessions keep it. */
    final RepeatedText targets = new RepeatedText();

    /** Requests that wait for {@code allowRequest}. */
    final AtomicInteger pendingHandshakes = new AtomicInteger();

    private final SessionAcceptor acceptor;
    private final Map<EventLoop, LoopSessions> loops = new ConcurrentHashMap<>();
    private volatile boolean draining;
    private volatile boolean closing;

    EngineParts(EngineOptions options, SessionAcceptor acceptor, FrontRoute inFront) {
        this.inFront = inFront;
        this.options = options;
        this.acceptor = acceptor;
        rules = new RequestRules(options);
        cors = new Cors(options.cors());
        handshake = Handshake.of(List.of(), options.perMessageDeflate());
        int bytes = options.maxHttpBufferSize();
        webSocketLimits = new WebSocketLimits(
                bytes, bytes, options.limits().fragments(), options.limits().closeTimeout());
        admission = new Admission(options, refusals);
    }

    /** What a loop owns; made with its first session. */
    LoopSessions loop(EventLoop loop) {
        LoopSessions known = loops.get(loop);
        return known != null ? known : loops.computeIfAbsent(loop, this::newLoop);
    }

    /** The loop behind the scheduler of a session. */
    static EventLoop loopOf(Scheduler home) {
        return ((LoopScheduler) home).loop();
    }

    /** Whether one more session may be opened. */
    boolean isFull() {
        return draining || directory.size() >= options.limits().sessions();
    }

    EngineStats stats() {
        EngineStats sum = EngineStats.NONE.plus(refusals.counts());
        for (LoopSessions loop : loops.values()) {
            sum = sum.plus(loop.stats());
        }
        return sum;
    }

    boolean isClosing() {
        return closing;
    }

    /** Whether the server takes no new sessions because it is about to close. */
    boolean isDraining() {
        return draining;
    }

    /** From now on no session is opened. */
    void drain() {
        draining = true;
    }

    /** From now on connections end with their next answer. */
    void endConnections() {
        closing = true;
    }

    private LoopSessions newLoop(EventLoop loop) {
        return new LoopSessions(new LoopScheduler(loop), options, directory, acceptor, ByteBufAllocator.DEFAULT);
    }
}
