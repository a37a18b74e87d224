import org.jspecify.annotations.NullMarked;

/** For the tests of programs: a server on a free port, and a small client in the same process. */
@NullMarked
module dev.socketwire.socketio.test {
    requires static org.jspecify;
    requires transitive dev.socketwire.socketio;
    requires static transitive org.junit.jupiter.api;
    requires java.net.http;

    exports dev.socketwire.socketio.test;
}
