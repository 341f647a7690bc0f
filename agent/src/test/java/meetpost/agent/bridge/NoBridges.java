package meetpost.agent.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In front of a broker: refuses who says to be a bridge as a broker does that never heard of them,
 * with return code 1 (MQTT 3.1.1 section 3.1.2.2).
 */
final class NoBridges implements AutoCloseable {

    /** Where a CONNECT of less than 128 bytes has its protocol level. */
    private static final int LEVEL = 8;

    private final int target;
    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    NoBridges(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int refused() {
        return refused.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : open) {
            each.close();
        }
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            open.add(client);
            start(() -> greet(client));
        }
    }

    private void greet(Socket client) throws IOException {
        byte[] start = client.getInputStream().readNBytes(LEVEL + 2);
        int level = start[1] < 0 ? start[LEVEL + 1] : start[LEVEL];
        if (level < 0) {
            refused.incrementAndGet();
            client.getOutputStream().write(new byte[] {0x20, 2, 0, 1});
            client.close();
            return;
        }
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(broker);
        broker.getOutputStream().write(start);
        start(() -> copy(broker.getInputStream(), client.getOutputStream()));
        copy(client.getInputStream(), broker.getOutputStream());
        broker.close();
        client.close();
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // Closed, by one side or the other.
                                return;
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }
}
