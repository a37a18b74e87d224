package dev.socketwire.engineio.netty;

/** Sessions on channels: on a port of their own or in the pipeline of somebody else. */
public final class EngineServer {
    EngineServer() {}
}
