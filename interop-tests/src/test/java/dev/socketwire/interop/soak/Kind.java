package dev.socketwire.interop.soak;

import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** How a client connects, and how many of a hundred do so. */
enum Kind {
    WEBSOCKET(4, 40),
    POLLING(4, 15),
    UPGRADE(4, 20),
    OLD_WEBSOCKET(3, 10),
    OLD_POLLING(3, 10),
    OLD_UPGRADE(3, 5);

    private final int revision;
    private final int share;

    Kind(int revision, int share) {
        this.revision = revision;
        this.share = share;
    }

    static Kind any(SplittableRandom random) {
        int left = random.nextInt(100);
        for (Kind kind : values()) {
            left -= kind.share;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the shares are no hundred");
    }

    /** Whether it is of Engine.IO 3. */
    boolean isOld() {
        return revision == 3;
    }

    /** A session, in no namespace unless the server says so. */
    Link open(Place place) {
        return switch (this) {
            case WEBSOCKET, OLD_WEBSOCKET -> openWebSocket(place);
            case POLLING, OLD_POLLING -> PollingLink.open(place, revision);
            case UPGRADE, OLD_UPGRADE -> PollingLink.open(place, revision).upgrade();
        };
    }

    private Link openWebSocket(Place place) {
        WebSocketLink link = WebSocketLink.open(place, revision, "", new ArrayDeque<>());
        String open = link.read();
        if (!open.startsWith("0{")) {
            link.close();
            throw new AssertionError("no open packet: " + open);
        }
        return link;
    }
}
