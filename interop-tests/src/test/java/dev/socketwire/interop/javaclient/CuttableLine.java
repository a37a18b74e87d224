package dev.socketwire.interop.javaclient;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A proxy to a port of this machine: bytes to and fro, until they are held back, added to, or the line is cut. */
final class CuttableLine implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final Queue<Socket> ends = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> farEnds = new ConcurrentLinkedQueue<>();
    private volatile boolean frozen;

    CuttableLine(int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Ends every connection; new ones are taken. */
    void cut() throws IOException {
        for (Socket end = ends.poll(); end != null; end = ends.poll()) {
            end.close();
        }
        farEnds.clear();
    }

    /** Holds everything back without ending anything. */
    void freeze() {
        frozen = true;
    }

    /** Adds bytes to what the clients send. */
    void inject(byte[] bytes) throws IOException {
        for (Socket far : farEnds) {
            far.getOutputStream().write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket near = listening.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            ends.add(near);
            ends.add(far);
            farEnds.add(far);
            run(() -> pump(near, far));
            run(() -> pump(far, near));
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!frozen) {
                    out.write(buffer, 0, read);
                }
            }
        }
    }

    private static void run(IoTask task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // The line was cut, here or at one of its ends: that is what it is for.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface IoTask {
        void run() throws IOException;
    }
}
