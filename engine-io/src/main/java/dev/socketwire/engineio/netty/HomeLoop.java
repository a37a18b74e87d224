package dev.socketwire.engineio.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the channel of a WebSocket to the loop where its session lives. Nothing may be read meanwhile: auto-read is off from
 * before the 101 until the channel has arrived, so there is nothing to lose and nothing to reorder.
 */
final class HomeLoop {
    private static final Logger log = LoggerFactory.getLogger(HomeLoop.class);

    private HomeLoop() {}

    /** Moves a channel, from its own loop, and goes on there. */
    static void move(Channel channel, EventLoop home, Runnable then) {
        if (channel.eventLoop() == home) {
            then.run();
            return;
        }
        channel.deregister().addListener(left -> {
            if (!left.isSuccess()) {
                log.debug("channel did not leave its loop: {}", String.valueOf(left.cause()));
                channel.unsafe().closeForcibly();
                return;
            }
            home.register(channel).addListener(arrived -> {
                if (arrived.isSuccess()) {
                    home.execute(then);
                } else {
                    log.debug("channel did not arrive on its loop: {}", String.valueOf(arrived.cause()));
                    channel.unsafe().closeForcibly();
                }
            });
        });
    }
}
