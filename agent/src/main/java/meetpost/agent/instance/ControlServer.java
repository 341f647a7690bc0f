package meetpost.agent.instance;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.log.Defects;
import org.tinylog.Logger;

/**
 * Answers the other subcommands of this machine over a Unix socket: a line of JSON in, a line of
 * JSON out. Who may open the socket's directory may ask.
 */
public final class ControlServer implements AutoCloseable {

    private static final int LONGEST_REQUEST = 4096;
    private static final Limits REQUEST = new Limits(LONGEST_REQUEST, 4, 16);
    private static final long LONGEST_SILENCE_MILLIS = 2_000;

    private final Path socket;
    private final Requests requests;
    private final ServerSocketChannel server;
    private final Defects defects = new Defects();
    private final Thread thread;

    /** What is asked. */
    @FunctionalInterface
    public interface Requests {

        /** Called on the server's thread, one at a time; may block for some seconds. */
        JsonObject answer(JsonObject request) throws InterruptedException;
    }

    private ControlServer(Path socket, Requests requests) throws IOException {
        this.socket = socket;
        this.requests = requests;
        Files.deleteIfExists(socket);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        this.server.bind(UnixDomainSocketAddress.of(socket));
        this.thread = new Thread(this::serve, "control");
        this.thread.setDaemon(true);
    }

    /** Listens from now on. The socket's directory must exist. */
    public static ControlServer start(Path socket, Requests requests) throws IOException {
        var server = new ControlServer(socket, requests);
        server.thread.start();
        return server;
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                handle(client);
            } catch (AsynchronousCloseException e) {
                return;
            } catch (IOException e) {
                Logger.warn("control socket {}: {}", socket, e.getMessage());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // Whoever asked gets no answer; that is no reason to end the process.
                defects.cost(e, "control socket " + socket);
            }
        }
    }

    private void handle(SocketChannel client) throws IOException, InterruptedException {
        ByteBuffer buffer = request(client);
        JsonObject answer;
        try {
            byte[] request = new byte[buffer.flip().remaining()];
            buffer.get(request);
            answer = requests.answer(BoundedJson.object(request, REQUEST));
        } catch (JsonRefusedException e) {
            answer = JsonObject.builder().value("error", e.getMessage()).done();
        }
        client.write(
                ByteBuffer.wrap(
                        (JsonWriter.string(answer) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Who connects and then says nothing keeps the others waiting for 2 s, no longer. */
    private static ByteBuffer request(SocketChannel client) throws IOException {
        var buffer = ByteBuffer.allocate(LONGEST_REQUEST);
        client.configureBlocking(false);
        try (var selector = Selector.open()) {
            var key = client.register(selector, SelectionKey.OP_READ);
            while (buffer.hasRemaining() && !complete(buffer)) {
                if (selector.select(LONGEST_SILENCE_MILLIS) == 0) {
                    throw new IOException("a client asked nothing within 2 s");
                }
                selector.selectedKeys().clear();
                if (client.read(buffer) < 0) {
                    break;
                }
            }
            key.cancel();
            selector.selectNow();
        }
        client.configureBlocking(true);
        return buffer;
    }

    private static boolean complete(ByteBuffer buffer) {
        return buffer.position() > 0 && buffer.get(buffer.position() - 1) == '\n';
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
        Files.deleteIfExists(socket);
    }
}
