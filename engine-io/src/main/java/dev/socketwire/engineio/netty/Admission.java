package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.TrustedProxies;
import dev.socketwire.engineio.session.Tally;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections to a port of our own, which are let in and counted: in all, and by address where that is limited. One listener
 * to the end of each takes it from the group and from the counts. Any thread.
 */
final class Admission {
    private final EngineLimits limits;
    private final TrustedProxies proxies;
    private final Tally<EngineRefusal> refusals;
    private final AtomicInteger open = new AtomicInteger();
    private final ChannelGroup inside = new Inside();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    Admission(EngineOptions options, Tally<EngineRefusal> refusals) {
        this.limits = options.limits();
        this.proxies = options.trustedProxies();
        this.refusals = refusals;
    }

    /** Whether a new connection may stay; it is inside, and counted, until it is closed. */
    boolean admit(Channel channel) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            refusals.count(EngineRefusal.CONNECTIONS);
            return false;
        }
        if (isCountedByAddress(channel) && !enter(addressOf(channel))) {
            open.decrementAndGet();
            return false;
        }
        inside.add(channel);
        return true;
    }

    /** Those that are let in and not closed. */
    ChannelGroup inside() {
        return inside;
    }

    /**
     * Whether the connection is of a trusted proxy, and clients are counted: for whom it speaks is known with each request, so
     * each is to {@link #enter}.
     */
    boolean isProxied(Channel channel) {
        return limits.connectionsPerAddress() != EngineLimits.UNLIMITED
                && channel.remoteAddress() instanceof InetSocketAddress peer
                && proxies.contains(peer);
    }

    /** Whether one more may be there from an address; it is counted until it {@link #leave}s. */
    boolean enter(String address) {
        if (byAddress.merge(address, 1, Integer::sum) > limits.connectionsPerAddress()) {
            leave(address);
            refusals.count(EngineRefusal.CONNECTIONS_PER_ADDRESS);
            return false;
        }
        return true;
    }

    void leave(String address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private boolean isCountedByAddress(Channel channel) {
        return limits.connectionsPerAddress() != EngineLimits.UNLIMITED && !isProxied(channel);
    }

    private static String addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress peer ? textOf(peer) : "";
    }

    static String textOf(InetSocketAddress client) {
        return client.getAddress() == null ? "" : client.getAddress().getHostAddress();
    }

    /** A channel that is closed is removed by the group itself. */
    private final class Inside extends DefaultChannelGroup {
        Inside() {
            super(GlobalEventExecutor.INSTANCE);
        }

        @Override
        public boolean remove(Object member) {
            boolean left = super.remove(member);
            if (left && member instanceof Channel channel) {
                if (isCountedByAddress(channel)) {
                    leave(addressOf(channel));
                }
                open.decrementAndGet();
            }
            return left;
        }
    }
}
