package meetpost.simulator.workbench;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the {@link Workbench} on loopback, on one thread of its own. */
public final class WorkbenchServer implements Closeable {

    private final HttpServer server;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "workbench"));

    /**
     * Listens from now on.
     *
     * @param port 0: any
     */
    public WorkbenchServer(int port, Workbench workbench) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.server = HttpServer.create(address, 0);
        server.createContext("/simulator", workbench);
        server.setExecutor(thread);
        server.start();
    }

    /** The port that it has. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
