package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainResponse;
import dev.socketwire.examples.BehindProxy;
import dev.socketwire.socketio.SocketIoServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every reverse proxy does with the configuration that docs/deployment.md shows. */
interface ReverseProxyContract {
    int CLIENTS = 20;

    /** A proxy in front of two servers, by their ports. */
    ReverseProxy inFrontOf(int one, int two);

    @ParameterizedTest
    @EnumSource
    default void clientsComeByEveryWayAsThemselvesAndStayWithTheirServer(Way way) {
        try (BehindProxy one = BehindProxy.start(0);
                BehindProxy two = BehindProxy.start(0);
                ReverseProxy proxy = inFrontOf(one.port(), two.port())) {
            List<Visit> visits = Visit.of(CLIENTS, proxy.port(), way);
            assertThat(visits).extracting(Visit::transport).containsOnly(way.usesWebSocket() ? "websocket" : "polling");
            assertThat(visits).allSatisfy(visit -> assertThat(visit.address()).isEqualTo(visit.from()));
            assertThat(visits).extracting(Visit::secure).containsOnly(false);
            assertThat(visits).extracting(Visit::port).contains(one.port(), two.port());
        }
    }

    @Test
    default void aServerThatDoesNotTrustTheProxySeesOnlyThat() {
        try (SocketIoServer io = SocketIoServer.builder()
                        .host("127.0.0.1")
                        .cookie(CookieOptions.defaults())
                        .plainHttp(PlainHttpHandler.of(request -> PlainResponse.of(200)))
                        .build();
                ReverseProxy proxy = inFrontOf(started(io), io.port())) {
            List<Visit> visits = Visit.of(2, proxy.port(), Way.UPGRADE);
            assertThat(visits).extracting(Visit::address).containsOnly("127.0.0.1");
        }
    }

    @Test
    default void aServerThatIsGoneIsPassedOver() {
        try (BehindProxy one = BehindProxy.start(0);
                BehindProxy two = BehindProxy.start(0);
                ReverseProxy proxy = inFrontOf(one.port(), two.port())) {
            one.leave(Duration.ZERO).join();
            assertThat(Visit.of(CLIENTS, proxy.port(), Way.UPGRADE))
                    .extracting(Visit::port)
                    .containsOnly(two.port());
        }
    }

    private static int started(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.onRequest("address", arguments -> socket.handshake().address());
            socket.onRequest("secure", arguments -> socket.handshake().secure());
            socket.onRequest("port", arguments -> io.port());
            socket.onRequest("echo", arguments -> arguments);
        });
        return io.start().port();
    }
}
