package dev.socketwire.interop.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.interop.Way;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.TlsEngine;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.ServerKey;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stock Java client over TLS, a new certificate while it is connected, and what the engines refuse: both of them. */
@ParameterizedClass
@EnumSource(TlsEngine.class)
class TlsTest {
    @TempDir
    private static Path directory;

    private static ServerKey first;
    private static ServerKey second;

    private final Path certificate = directory.resolve("certificate.pem");
    private final Path key = directory.resolve("key.pem");
    private final SocketIoServer io;
    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final ConnectionPool pool = new ConnectionPool();
    private final List<Socket> clients = new ArrayList<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void makeKeys() {
        first = ServerKey.make(directory, "EC", "first");
        second = ServerKey.make(directory, "EC", "second");
    }

    TlsTest(TlsEngine engine) throws IOException {
        write(first);
        io = SocketIoServer.builder()
                .host("127.0.0.1")
                .tls(certificate, key, engine)
                .build();
        io.onConnection(socket ->
                socket.onRequest("secure", arguments -> socket.handshake().secure()));
        io.start();
    }

    @AfterEach
    void stop() {
        clients.forEach(Socket::disconnect);
        io.close();
        calls.shutdown();
        pool.evictAll();
    }

    @ParameterizedTest
    @EnumSource
    void whoIsConnectedStaysWhenTheCertificateChanges(Way way) throws IOException {
        Socket client = connect(way, trusting(first));
        await().until(() -> heard.contains("connect"));
        ask(client, 1);
        write(second);
        io.reloadTls();
        assertThat(served()).isEqualTo(second.certificate());
        ask(client, 2);
        if (way.usesWebSocket()) {
            assertThat(heard).doesNotContain("disconnect");
        }
        client.disconnect();
        await().until(() -> io.sessionCount() == 0);
        heard.clear();
        // Who trusts the first alone is not let down, but does not come.
        pool.evictAll();
        connect(way, trusting(first));
        await().until(() -> heard.contains("connect_error"));
        connect(way, trusting(first, second));
        await().until(() -> heard.contains("connect"));
    }

    @Test
    void aClientOfTls12ShakesHandsOnce() throws IOException {
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
            socket.startHandshake();
            // Sooner than a connection without a request does.
            socket.setSoTimeout(5_000);
            assertThat(ends(socket)).isTrue();
        }
    }

    @Test
    void tls11IsRefused() throws IOException {
        try (RawHttp http = RawHttp.connect(io.port())) {
            http.sendBytes(clientHello(0x0302));
            byte[] alert = http.input().readNBytes(7);
            assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(alert[5]).as("a fatal one").isEqualTo((byte) 2);
            assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
            assertThat(http.ends()).isTrue();
        }
        await().until(() -> io.stats().refused(EngineRefusal.TLS_HANDSHAKE_FAILED) == 1);
    }

    private void ask(Socket client, int times) {
        client.emit("secure", new Object[0], (Ack) answer -> heard.add("secure " + answer[0]));
        await().until(() -> heard.stream().filter("secure true"::equals).count() == times);
    }

    private Socket connect(Way way, OkHttpClient http) {
        IO.Options options = new IO.Options();
        options.transports = way.transports();
        options.callFactory = http;
        options.webSocketFactory = http;
        options.forceNew = true;
        options.reconnection = false;
        Socket client = IO.socket(URI.create("https://127.0.0.1:" + io.port()), options);
        for (String event : new String[] {Socket.EVENT_CONNECT, Socket.EVENT_CONNECT_ERROR, Socket.EVENT_DISCONNECT}) {
            client.on(event, arguments -> heard.add(event));
        }
        clients.add(client);
        return client.connect();
    }

    private OkHttpClient trusting(ServerKey... keys) {
        return new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(calls))
                .connectionPool(pool)
                .sslSocketFactory(ServerKey.clientOf(keys).getSocketFactory(), (X509TrustManager)
                        ServerKey.trustOf(keys).getTrustManagers()[0])
                .build();
    }

    private void write(ServerKey pair) throws IOException {
        Files.writeString(certificate, pair.certificatePem());
        Files.writeString(key, pair.keyPem());
    }

    /** The certificate that a new connection is shown. */
    private Certificate served() throws IOException {
        try (SSLSocket socket = socket()) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private SSLSocket socket() throws IOException {
        SSLSocket socket = (SSLSocket) ServerKey.clientOf(first, second)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), io.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static boolean ends(SSLSocket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return true;
        }
    }

    /** The greeting of a client that knows no newer version. */
    private static byte[] clientHello(int version) {
        byte[] suites = {(byte) 0xc0, 0x09, (byte) 0xc0, 0x0a, (byte) 0xc0, 0x13, (byte) 0xc0, 0x14, 0, 0x2f};
        int length = 2 + 32 + 1 + 2 + suites.length + 2;
        ByteBuffer hello = ByteBuffer.allocate(9 + length);
        hello.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + length));
        hello.put((byte) 1).put((byte) 0).putShort((short) length);
        hello.putShort((short) version).put(new byte[32]).put((byte) 0);
        hello.putShort((short) suites.length).put(suites).put((byte) 1).put((byte) 0);
        return hello.array();
    }
}
