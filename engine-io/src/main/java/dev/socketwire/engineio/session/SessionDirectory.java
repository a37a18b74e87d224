package dev.socketwire.engineio.session;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every open session of a server by its id. Any thread. */
public final class SessionDirectory {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** The session of that id, or null where there is none. */
    public @Nullable Session find(String sid) {
        return sessions.get(sid);
    }

    /** How many there are. */
    public int size() {
        return sessions.size();
    }

    /** All of them; the view goes with the time. */
    public Collection<Session> all() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    void add(Session session) {
        sessions.put(session.sid(), session);
    }

    void remove(Session session) {
        sessions.remove(session.sid(), session);
    }
}
