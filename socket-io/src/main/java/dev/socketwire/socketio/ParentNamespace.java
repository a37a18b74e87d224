package dev.socketwire.socketio;

import java.util.List;

/**
 * The parent of namespaces that are made when the first client asks for them. It has no sockets of its own. Its middlewares, its
 * handlers and its listeners of what other servers tell are those of every child, before the child's own, whether they were
 * added before the child was made or behind. As a choice of sockets it is that of all sockets of all children on this server;
 * its {@link #rooms()} are theirs.
 */
public interface ParentNamespace extends Namespace {
    /** The children, as they are now. */
    List<Namespace> children();
}
