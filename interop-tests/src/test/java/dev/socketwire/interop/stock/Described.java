package dev.socketwire.interop.stock;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.Socket;
import java.util.List;

/** What the server knows of a client. */
record Described(
        String id,
        String session,
        String url,
        String room,
        String transport,
        String name,
        String token,
        List<String> origins,
        boolean xdomain,
        boolean secure,
        String address,
        long issued) {
    static Described of(Socket socket) {
        HandshakeInfo request = socket.handshake();
        return new Described(
                socket.id(),
                socket.conn().id(),
                request.url(),
                request.query().getOrDefault("room", ""),
                request.query().getOrDefault("transport", ""),
                request.header("X-Name").orElse(""),
                socket.auth(Login.class).token(),
                request.headers().getOrDefault("origin", List.of()),
                request.xdomain(),
                request.secure(),
                request.address(),
                request.issued());
    }

    /** What the client brings. */
    record Login(String token) {}
}
