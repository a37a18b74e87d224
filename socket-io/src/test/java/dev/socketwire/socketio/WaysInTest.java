package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.NoLeaks;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.ServerKey;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are not a plain port of their own: over TLS, and in the pipeline of a Netty server that runs already. */
@ExtendWith(NoLeaks.class)
class WaysInTest {
    @TempDir
    private static Path directory;

    @Test
    void aCertificateAndAKeyAsFiles() throws Exception {
        ServerKey key = ServerKey.make(directory, "EC", "files");
        Path certificate = Files.writeString(directory.resolve("certificate.pem"), key.certificatePem());
        Path secret = Files.writeString(directory.resolve("key.pem"), key.keyPem());
        talkOverTls(key, builder -> builder.tls(certificate, secret));
    }

    @Test
    void aContextOfTheJdk() throws Exception {
        ServerKey key = ServerKey.make(directory, "EC", "context");
        talkOverTls(key, builder -> builder.tls(key.server()));
    }

    @Test
    void thePipelineOfAnotherServer() {
        SocketIoServer io = SocketIoServer.builder().build();
        io.onConnection(socket -> socket.on(
                "hi", arguments -> socket.emit("hi", socket.handshake().secure())));
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        try {
            int port = serve(loops, io);
            try (RawHttp http = RawHttp.connect(port);
                    RawClient client = RawClient.connect(port)) {
                assertThat(http.get("/theirs").text()).isEqualTo("theirs");
                assertThat(http.get("/socket.io/socket.io.js").status()).isEqualTo(200);
                client.send("2[\"hi\"]");
                assertThat(client.read()).isEqualTo("2[\"hi\",false]");
                assertThat(io.sessionCount()).isEqualTo(1);
                io.close();
                client.assertClosed();
                assertThat(http.get("/theirs").text()).isEqualTo("theirs");
            }
        } finally {
            io.close();
            loops.shutdownGracefully(0, 20, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static int serve(MultiThreadIoEventLoopGroup loops, SocketIoServer io) {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), io.channelHandler())
                                .addLast(new HttpObjectAggregator(1000), new Theirs());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** What the other server is there for. */
    private static final class Theirs extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, context.alloc().buffer());
            answer.content().writeCharSequence("theirs", StandardCharsets.US_ASCII);
            HttpUtil.setContentLength(answer, answer.content().readableBytes());
            context.writeAndFlush(answer);
        }
    }

    /** Polls, and talks over a WebSocket, with the JDK's client. */
    private static void talkOverTls(ServerKey key, UnaryOperator<SocketIoServerBuilder> tls) throws Exception {
        try (RunningServer server = RunningServer.start(tls)) {
            server.io.onConnection(socket -> socket.on(
                    "hi", arguments -> socket.emit("hi", socket.handshake().secure())));
            HttpClient client =
                    HttpClient.newBuilder().sslContext(ServerKey.clientOf(key)).build();
            String target = "localhost:" + server.io.port() + "/socket.io/?EIO=4&transport=";
            HttpResponse<String> open = client.send(
                    HttpRequest.newBuilder(URI.create("https://" + target + "polling"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(open.body()).startsWith("0{\"sid\"");

            Received received = new Received();
            WebSocket ws = client.newWebSocketBuilder()
                    .buildAsync(URI.create("wss://" + target + "websocket"), received)
                    .get(20, TimeUnit.SECONDS);
            assertThat(received.next()).startsWith("0{\"sid\"");
            ws.sendText("40", true).get(20, TimeUnit.SECONDS);
            assertThat(received.next()).startsWith("40{\"sid\"");
            ws.sendText("42[\"hi\"]", true).get(20, TimeUnit.SECONDS);
            assertThat(received.next()).isEqualTo("42[\"hi\",true]");
            ws.abort();
        }
    }

    private static final class Received implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return String.valueOf(messages.poll(20, TimeUnit.SECONDS));
        }

        @Override
        public CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
            messages.add(data.toString());
            return WebSocket.Listener.super.onText(ws, data, last);
        }
    }
}
