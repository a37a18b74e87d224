package dev.socketwire.engineio.session;

import dev.socketwire.engineio.EnginePacket;

/** Told of every packet of a session. On its home loop. */
public interface PacketObserver {
    /** A packet has come; told before anything is done with it. */
    void onReceived(EnginePacket packet);

    /** A packet is to be sent, be it that it has to wait. */
    void onCreated(EnginePacket packet);
}
