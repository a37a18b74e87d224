package dev.socketwire.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * A client of HTTP/1.1 on one plain connection to this machine that sends exactly what it is told and waits no longer than
 * its timeout, twenty seconds unless told otherwise: a machine may stand still for a few. Belongs to one thread.
 */
public final class RawHttp implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;
    private String method = "GET";

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to a port of this machine. */
    public static RawHttp connect(int port) {
        return calling(() -> {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            return new RawHttp(socket).timeout(TIMEOUT);
        });
    }

    /** Connects to a port of this machine by TLS. */
    public static RawHttp connect(int port, SSLContext tls) {
        return calling(() -> {
            Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            return new RawHttp(socket).timeout(TIMEOUT);
        });
    }

    /** How long a read may wait from now on. */
    public RawHttp timeout(Duration limit) {
        return calling(() -> {
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            return this;
        });
    }

    /** Sends a GET and reads its answer. Headers are whole lines without their ends: {@code "Origin: http://a"}. */
    public Response get(String target, String... headers) {
        sendGet(target, headers);
        return read();
    }

    /** Sends a POST with a text body and reads its answer. */
    public Response post(String target, String body, String... headers) {
        sendRequest("POST", target, body.getBytes(StandardCharsets.UTF_8), headers);
        return read();
    }

    /** Sends a GET; its answer is for a later {@link #read()}. */
    public void sendGet(String target, String... headers) {
        sendRequest("GET", target, new byte[0], headers);
    }

    /** Sends a request of any method; {@code Host} and, where there is a body, {@code Content-Length} are added. */
    public void sendRequest(String method, String target, byte[] body, String... headers) {
        this.method = method;
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: localhost:").append(socket.getPort()).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (body.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        sendBytes(request.toByteArray());
    }

    /** Sends text as it is, in UTF-8. */
    public void send(String text) {
        sendBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public void sendBytes(byte[] bytes) {
        calling(() -> {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return bytes.length;
        });
    }

    /** Reads one answer with its body; interim ones (100) are passed over. */
    public Response read() {
        Response head = readHead();
        while (head.status() == 100) {
            head = readHead();
        }
        boolean bodiless = method.equals("HEAD") || head.status() < 200 || head.status() == 204 || head.status() == 304;
        return bodiless ? head : new Response(head.status(), head.headers(), readBody(head));
    }

    /** Reads one answer up to the empty line: what follows is left for {@link #input()}. */
    public Response readHead() {
        return calling(() -> {
            String[] statusLine = readLine().split(" ", 3);
            if (statusLine.length < 2 || !statusLine[0].equals("HTTP/1.1")) {
                throw new IOException("no HTTP/1.1 status line: " + String.join(" ", statusLine));
            }
            Map<String, List<String>> headers = new TreeMap<>();
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                int colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
            return new Response(Integer.parseInt(statusLine[1]), headers, new byte[0]);
        });
    }

    /** What the server sends, unread as yet. */
    public InputStream input() {
        return in;
    }

    /** Whether the server ends the connection within the timeout without another byte. */
    public boolean endsWithoutAByte() {
        return calling(() -> {
            try {
                return in.read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    /** Whether the server ends the connection, whatever it sends before; each byte within the timeout. */
    public boolean ends() {
        return calling(() -> {
            try {
                in.readAllBytes();
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    /** Whether nothing comes for a while, the connection being open. */
    public boolean staysSilent(Duration forThatLong) {
        return calling(() -> {
            int before = socket.getSoTimeout();
            socket.setSoTimeout(Math.toIntExact(forThatLong.toMillis()));
            try {
                in.mark(1);
                int next = in.read();
                if (next >= 0) {
                    in.reset();
                }
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            } finally {
                socket.setSoTimeout(before);
            }
        });
    }

    /** Ends our side; what comes can be read still. */
    public void halfClose() {
        calling(() -> {
            socket.shutdownOutput();
            return socket;
        });
    }

    /** Ends the connection with a reset instead of a farewell. */
    public void reset() {
        calling(() -> {
            socket.setSoLinger(true, 0);
            socket.close();
            return socket;
        });
    }

    @Override
    public void close() {
        calling(() -> {
            socket.close();
            return socket;
        });
    }

    private byte[] readBody(Response head) {
        return calling(() -> {
            if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
                return readChunks();
            }
            String length = head.header("content-length");
            return length.isEmpty() ? in.readAllBytes() : readExactly(Integer.parseInt(length));
        });
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = readChunkSize(); size > 0; size = readChunkSize()) {
            body.writeBytes(readExactly(size));
            readLine();
        }
        readLine();
        return body.toByteArray();
    }

    private int readChunkSize() throws IOException {
        return Integer.parseInt(readLine().split(";", 2)[0].strip(), 16);
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended in a line: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static <T> T calling(IoCall<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface IoCall<T> {
        T run() throws IOException;
    }

    /**
     * An answer.
     *
     * @param headers names in lower case, values in order
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    public record Response(int status, Map<String, List<String>> headers, byte[] body) {
        /** The values of a header (lower case) as one list, or an empty text. */
        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
