package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.session.Tally;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections to a port of our own, in all and by address where that is limited. Any thread. */
final class Admission {
    private final EngineLimits limits;
    private final Tally<EngineRefusal> refusals;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

    Admission(EngineLimits limits, Tally<EngineRefusal> refusals) {
        this.limits = limits;
        this.refusals = refusals;
    }

    /** Whether a new connection may stay; it is counted until it is closed. */
    boolean admit(Channel channel) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            refusals.count(EngineRefusal.CONNECTIONS);
            return false;
        }
        if (limits.connectionsPerAddress() == EngineLimits.UNLIMITED) {
            channel.closeFuture().addListener(closed -> open.decrementAndGet());
            return true;
        }
        String address = addressOf(channel);
        if (byAddress.merge(address, 1, Integer::sum) > limits.connectionsPerAddress()) {
            leave(address);
            refusals.count(EngineRefusal.CONNECTIONS_PER_ADDRESS);
            return false;
        }
        channel.closeFuture().addListener(closed -> leave(address));
        return true;
    }

    private void leave(String address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    private static String addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress().getHostAddress()
                : "";
    }
}
