package dev.socketwire.engineio.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the channel of a WebSocket to the loop where its session lives. Nothing may be read meanwhile: auto-read is off from
 * before the 101 until the channel has arrived, so there is nothing to lose and nothing to reorder.
 */
final class HomeLoop {
    private static final Logger log = LoggerFactory.getLogger(HomeLoop.class);

    private HomeLoop() {}

    /** Moves a channel, from its own loop, and goes on there; not at all where the connection ends on the way. */
    static void move(Channel channel, EventLoop home, Runnable then) {
        EventLoop before = channel.eventLoop();
        if (before == home) {
            arrive(channel, then);
            return;
        }
        channel.deregister().addListener(left -> {
            if (left.isSuccess()) {
                // A loop of io_uring tells of it before it is done with the channel.
                before.execute(() -> register(channel, home, then));
            } else {
                giveUp(channel, left);
            }
        });
    }

    private static void register(Channel channel, EventLoop home, Runnable then) {
        home.register(channel).addListener(arrived -> {
            if (arrived.isSuccess()) {
                home.execute(() -> arrive(channel, then));
            } else {
                giveUp(channel, arrived);
            }
        });
    }

    private static void arrive(Channel channel, Runnable then) {
        if (channel.isActive()) {
            then.run();
        }
    }

    private static void giveUp(Channel channel, Future<?> failed) {
        log.debug("{} did not change its loop: {}", channel, String.valueOf(failed.cause()));
        channel.close();
    }
}
