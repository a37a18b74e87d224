package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine in the pipeline of a server that somebody else runs. */
class ForeignPipelineTest {
    private volatile Runnable duringAnAnswer = () -> {};

    private final EchoEngine engine = new EchoEngine(
            EchoEngine.options()
                    .limits(EngineLimits.builder()
                            .headerTimeout(Duration.ofMillis(200))
                            .bodyTimeout(Duration.ofMillis(200))
                            .keepAliveTimeout(Duration.ofMillis(200))
                            .build())
                    .headers((headers, request) -> duringAnAnswer.run())
                    .build(),
            new EngineServer.Setup(FrontRoute.NONE, Optional.empty(), IoKind.NIO));
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private int port;

    @BeforeEach
    void start() {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), engine.server.channelHandler())
                                .addLast(new HttpObjectAggregator(1000), new Theirs());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    @AfterEach
    void stop() {
        engine.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void oursAreServedAndTheirsGoOn() {
        try (RawHttp http = RawHttp.connect(port)) {
            assertThat(http.get("/theirs").text()).isEqualTo("GET /theirs ");
            Polled mine = Polled.open(http, port);
            assertThat(http.post("/theirs", "body").text()).isEqualTo("POST /theirs body");
            assertThat(http.post(mine.target(), "4a").text()).isEqualTo("ok");
            assertThat(http.get(mine.target()).text()).isEqualTo("4a");
            try (RawWebSocket ws = mine.probe()) {
                ws.sendText("5");
                ws.sendText("4over the WebSocket");
                assertThat(ws.readText()).isEqualTo("4over the WebSocket");
            }
        }
        await().until(() -> engine.server.sessionCount() == 0);
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrderWhoeverAnswers() {
        try (RawHttp http = RawHttp.connect(port)) {
            String ours = "GET " + Polled.OPEN + "&sid=none HTTP/1.1\r\nHost: a\r\n\r\n";
            String slow = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
            String quick = "POST /theirs HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";
            http.send(slow + ours + slow + quick + quick + ours);
            assertThat(http.read().text()).isEqualTo("GET /slow ");
            assertThat(http.read().text()).isEqualTo(Polled.UNKNOWN_SID);
            assertThat(http.read().text()).isEqualTo("GET /slow ");
            assertThat(http.read().text()).isEqualTo("POST /theirs body");
            assertThat(http.read().text()).isEqualTo("POST /theirs body");
            assertThat(http.read().text()).isEqualTo(Polled.UNKNOWN_SID);
        }
    }

    @Test
    void aSessionThatOpensWhileTheServerClosesEndsWithIt() {
        try (RawWebSocket first = RawWebSocket.connect(port, Polled.WEBSOCKET)) {
            first.readText();
            // On another loop than the first one's: there are two.
            duringAnAnswer = () -> {
                engine.server.close(Duration.ofSeconds(5));
                await().until(() -> !engine.ends.isEmpty());
            };
            try (RawWebSocket late = RawWebSocket.connect(port, Polled.WEBSOCKET)) {
                late.readText();
                assertThat(late.readClose()).isEqualTo(1005);
            }
        }
        await().untilAsserted(
                        () -> assertThat(engine.ends).containsExactly("server shutting down", "server shutting down"));
        assertThat(engine.server.sessionCount()).isZero();
    }

    @Test
    void theirConnectionsAreNotOursToClose() {
        try (RawHttp idle = RawHttp.connect(port);
                RawWebSocket ws = RawWebSocket.connect(port, Polled.WEBSOCKET)) {
            ws.readText();
            assertThat(idle.staysSilent(Duration.ofMillis(500))).isTrue();
            assertThat(idle.get("/slow").text()).isEqualTo("GET /slow ");
            engine.server.close(Duration.ofSeconds(1));
            assertThat(ws.readClose()).isEqualTo(1005);
            ws.sendClose(1000, "");
            assertThat(ws.endsWithoutAByte()).isTrue();
            assertThat(idle.get("/theirs").text()).isEqualTo("GET /theirs ");
        }
    }

    /** Answers with what it was asked, {@code /slow} later than our limits allow. */
    private static final class Theirs extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            String text = request.method() + " " + request.uri() + " "
                    + request.content().toString(StandardCharsets.UTF_8);
            FullHttpResponse response = ResponseWriter.of(200, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
            long delay = request.uri().equals("/slow") ? 600 : 0;
            ctx.executor().schedule(() -> ctx.writeAndFlush(response), delay, TimeUnit.MILLISECONDS);
        }
    }
}
