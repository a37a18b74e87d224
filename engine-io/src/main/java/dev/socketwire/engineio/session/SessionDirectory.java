package dev.socketwire.engineio.session;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every open session of a server by its id. Any thread. */
public final class SessionDirectory {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** Ids of the program's whose sessions are about to be here. */
    private final Set<String> claimed = ConcurrentHashMap.newKeySet(4);

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

    /** Takes an id for a session that is about to open; false where one has it, or is about to. */
    public boolean claim(String sid) {
        if (!claimed.add(sid)) {
            return false;
        }
        if (sessions.containsKey(sid)) {
            claimed.remove(sid);
            return false;
        }
        return true;
    }

    /** A session is here by now, or will not be. */
    public void settle(String sid) {
        claimed.remove(sid);
    }

    void add(Session session) {
        sessions.put(session.sid(), session);
    }

    void remove(Session session) {
        sessions.remove(session.sid(), session);
    }
}
