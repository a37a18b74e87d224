package dev.socketwire.engineio.session;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The place of the one probe that a session may have at a time. Home loop only. */
final class UpgradeSlot {
    private @Nullable UpgradeProbe probe;

    boolean isTaken() {
        return probe != null;
    }

    void take(UpgradeProbe begun) {
        probe = begun;
    }

    /** The probe is over, well or not. */
    void clear() {
        probe = null;
    }

    /** Whatever is probing does not take over. */
    void fail() {
        if (probe != null) {
            probe.fail();
        }
    }

    /** A transport has ended: where it was probing it does so no more. */
    void gone(Transport from) {
        UpgradeProbe asking = of(from);
        if (asking != null) {
            asking.gone();
        }
    }

    /**
     * Gives the probe what its transport has received; false where the transport is not probing.
     *
     * @param text borrowed; null for a binary message, which no probe has
     */
    boolean offer(PushTransport from, @Nullable ByteBuf text) {
        UpgradeProbe asking = of(from);
        if (asking != null && text != null) {
            asking.onText(text);
        } else if (asking != null) {
            asking.fail();
        }
        return asking != null;
    }

    private @Nullable UpgradeProbe of(Transport from) {
        return probe != null && probe.candidate() == from ? probe : null;
    }
}
