package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainResponse;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.TestClient;
import dev.socketwire.socketio.test.TestClientOptions;
import dev.socketwire.socketio.test.TestServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EmbeddingPageTest {
    private static SocketIoServerBuilder pages(SocketIoServerBuilder builder) {
        // docs: embedding-plain
        builder.plainHttp(PlainHttpHandler.of(request -> switch (request.path()) {
            case "/" -> PlainResponse.ok("text/html; charset=utf-8", "<h1>Hello</h1>".getBytes(StandardCharsets.UTF_8));
            case "/health" -> PlainResponse.text(200, "fine");
            default -> PlainResponse.notFound();
        }));
        // docs: end
        return builder;
    }

    /** Shown, and not run: there is no certificate here. */
    static SocketIoServerBuilder secure() {
        // docs: embedding-tls
        SocketIoServerBuilder builder = SocketIoServer.builder()
                .port(443)
                .tls(
                        Path.of("fullchain.pem"),
                        Path.of("key.pem")); // the server's certificate first; the key in PKCS #8
        // docs: end
        return builder;
    }

    // docs: embedding-netty
    /** Socket.IO and the routes of this program on one port. */
    static ChannelInitializer<Channel> pipeline(SocketIoServer io, ChannelHandler routes) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(io.channelHandler()) // takes what is below /socket.io, and passes on all else
                        .addLast(new HttpObjectAggregator(65_536))
                        .addLast(routes);
            }
        };
    }
    // docs: end

    @Test
    void pagesOnThePortOfTheServer() throws Exception {
        try (TestServer server = TestServer.start(pages(SocketIoServer.builder()), EmbeddingPageTest::install)) {
            assertThat(get(server.uri().resolve("/health")).body()).isEqualTo("fine");
            assertThat(get(server.uri().resolve("/nowhere")).statusCode()).isEqualTo(404);
            assertTalks(server.uri());
        }
    }

    @Test
    void inAPipeline() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        SocketIoServer io = SocketIoServer.builder().build();
        install(io);
        try {
            // docs: embedding-bind
            Channel port = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(pipeline(io, new Routes()))
                    .bind("127.0.0.1", 0)
                    .sync()
                    .channel();
            // docs: end
            URI uri = URI.create("http://127.0.0.1:" + ((InetSocketAddress) port.localAddress()).getPort());
            assertThat(get(uri.resolve("/mine")).body()).isEqualTo("mine");
            assertTalks(uri);
        } finally {
            // docs: embedding-close
            io.close(); // its clients are told; the port and the loops are yours
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
            // docs: end
        }
    }

    @Test
    void besideTheServerOfTheJdk() throws Exception {
        SocketIoServer io = SocketIoServer.builder().host("127.0.0.1").port(0).build();
        install(io);
        // docs: embedding-jdk
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/announce", exchange -> {
            io.emit("news", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        web.start();
        io.start(); // two ports, one program; a proxy in front can make one of them
        // docs: end
        try {
            TestClient ada =
                    TestClient.connect(URI.create("http://127.0.0.1:" + io.port()), TestClientOptions.create());
            URI announce = URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/announce");
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(announce)
                                    .POST(HttpRequest.BodyPublishers.ofString("rain"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(ada.expect("news", String.class).soon()).isEqualTo("rain");
            ada.close();
        } finally {
            web.stop(0);
            io.close();
        }
    }

    private static void install(SocketIoServer io) {
        io.onConnection(socket -> socket.onRequest("length", String.class, String::length));
    }

    private static void assertTalks(URI uri) {
        try (TestClient ada = TestClient.connect(uri, TestClientOptions.create())) {
            assertThat(ada.request("length", Integer.class, "hello").join()).isEqualTo(5);
        }
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
