package meetpost.agent.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import meetpost.drivers.bus.Pause;

/** A TCP proxy that can do to a connection what networks do. */
public final class Proxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean silent;
    private volatile int stranded;
    private volatile boolean deafAnswers;
    private volatile boolean refusing;
    private volatile Duration delay = Duration.ZERO;

    public Proxy(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public int accepted() {
        return accepted.get();
    }

    /** That it has carried, in both directions. */
    public long bytes() {
        return bytes.get();
    }

    /** Breaks every connection. */
    public void cut() {
        for (Socket each : open) {
            shut(each);
        }
        open.clear();
    }

    /** Accepts and closes, from now on. */
    public void refuse(boolean on) {
        refusing = on;
        if (on) {
            cut();
        }
    }

    /** Lets nothing through any more, without closing anything: as when a cable is pulled. */
    public void silence(boolean on) {
        silent = on;
    }

    /** Swallows what the broker answers: acknowledgements are lost. */
    public void swallowAnswers(boolean on) {
        deafAnswers = on;
    }

    /** The connections of now carry nothing any more, and are not closed; new ones do. */
    public void strand() {
        stranded = accepted.get();
    }

    void delay(Duration each) {
        delay = each;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                accepted.incrementAndGet();
                if (refusing) {
                    shut(client);
                    continue;
                }
                connect(client);
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void connect(Socket client) {
        try {
            var broker = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            open.add(client);
            open.add(broker);
            int number = accepted.get();
            start(() -> pump(number, client, broker, false));
            start(() -> pump(number, broker, client, true));
        } catch (IOException e) {
            shut(client);
        }
    }

    private void pump(int number, Socket from, Socket to, boolean answers) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                if (!delay.isZero()) {
                    Pause.REAL.of(delay);
                }
                if (!silent && number > stranded && !(answers && deafAnswers)) {
                    bytes.addAndGet(got);
                    out.write(buffer, 0, got);
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException e) {
            // One of the two is gone: so is the other.
            shut(from);
        }
        if (!silent) {
            shut(from);
            shut(to);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
