package meetpost.agent.instance;

import com.grack.nanojson.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.log.Defects;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * Answers the other subcommands of this machine over a Unix socket: a line of JSON in, a line of
 * JSON out. Its own user and root may ask; where the socket's directory is the service's, also
 * those whom the kernel lets through its mode, which are the service's group.
 *
 * <p>One thread reads and writes for all, without waiting for any; two others answer.
 */
public final class ControlServer implements Closeable {

    private static final Limits REQUEST = new Limits(ControlConversation.LONGEST_REQUEST, 4, 32);

    /** At once; who comes then takes the place of the one who has been silent longest. */
    private static final int MOST_CLIENTS = 32;

    /** One that reads a slow sensor does not hold up another. */
    private static final int ANSWERERS = 2;

    /** Between two looks at who takes too long, and between two tries to take a client. */
    private static final long LOOK_MILLIS = 250;

    private final Path socket;
    private final LocalUsers users;
    private final Requests requests;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final SelectionKey accepting;
    private final ThreadPoolExecutor answerers;
    private final Defects defects = new Defects();
    private final Thread thread;

    /** What is asked. */
    @FunctionalInterface
    public interface Requests {

        /** Called on a thread of the server's, several at a time; may block for some seconds. */
        JsonObject answer(JsonObject request) throws InterruptedException;
    }

    private ControlServer(Path socket, LocalUsers users, Requests requests) throws IOException {
        this.socket = socket;
        this.users = users;
        this.requests = requests;
        Files.deleteIfExists(socket);
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        this.server.bind(UnixDomainSocketAddress.of(socket));
        this.server.configureBlocking(false);
        this.accepting = server.register(selector, SelectionKey.OP_ACCEPT);
        this.answerers =
                new ThreadPoolExecutor(
                        ANSWERERS,
                        ANSWERERS,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(MOST_CLIENTS),
                        task -> daemon(task, "control-answers"));
        this.answerers.allowCoreThreadTimeOut(true);
        this.thread = daemon(this::serve, "control");
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Listens from now on, where others find it.
     *
     * @return closes it; where others cannot find it there is none, and one line is logged
     */
    public static Closeable start(Instances.Announcement announced, Requests requests)
            throws IOException {
        if (announced.socket().isPresent()) {
            return start(announced.socket().get(), LocalUsers.here(), requests);
        }
        Logger.warn(
                "read, scan, set and reload do not find this process: {}",
                String.join("; ", announced.objections()));
        return () -> {};
    }

    static ControlServer start(Path socket, LocalUsers users, Requests requests)
            throws IOException {
        var server = new ControlServer(socket, users, requests);
        server.thread.start();
        return server;
    }

    private void serve() {
        while (server.isOpen() && selector.isOpen()) {
            try {
                selector.select(untilNextLook());
                accepting.interestOps(SelectionKey.OP_ACCEPT);
                for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                conversations().forEach(ControlConversation::cutIfSlow);
            } catch (IOException e) {
                Logger.warn("control socket {}: {}", socket, e.getMessage());
            } catch (ClosedSelectorException | CancelledKeyException closed) {
                // This server, or one client meanwhile: the loop's condition knows.
            } catch (RuntimeException | Error e) {
                defects.cost(e, "control socket " + socket);
            }
        }
    }

    /** Zero, which is for ever, if nobody is waited for: a board that is not asked is not woken. */
    private long untilNextLook() {
        boolean nobody =
                accepting.interestOps() != 0
                        && conversations().stream()
                                .noneMatch(ControlConversation::waitsForItsClient);
        return nobody ? 0 : LOOK_MILLIS;
    }

    private void serve(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept();
            return;
        }
        var conversation = (ControlConversation) key.attachment();
        try {
            if (key.isReadable() && conversation.read()) {
                answerers.execute(() -> conversation.say(answer(conversation.request())));
            } else if (key.isWritable()) {
                conversation.write();
            }
        } catch (IOException | RejectedExecutionException | CancelledKeyException e) {
            // It has gone, or too many ask at once; it sees that it is cut.
            conversation.cut();
        } catch (RuntimeException | Error e) {
            defects.cost(e, "control socket " + socket);
            conversation.cut();
        }
    }

    private void accept() throws IOException {
        SocketChannel client;
        try {
            client = server.accept();
        } catch (IOException e) {
            // Such as without a free descriptor: it would be tried again at once, for ever.
            accepting.interestOps(0);
            throw e;
        }
        if (client == null) {
            return;
        }
        try {
            admit(client);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private void admit(SocketChannel client) throws IOException {
        if (!isLetIn(client)) {
            client.close();
            return;
        }
        if (conversations().size() >= MOST_CLIENTS) {
            conversations().stream()
                    .filter(ControlConversation::waitsForItsClient)
                    .min(Comparator.comparingLong(ControlConversation::began))
                    .ifPresent(ControlConversation::cut);
        }
        if (conversations().size() >= MOST_CLIENTS) {
            client.close();
            return;
        }
        client.configureBlocking(false);
        SelectionKey key = client.register(selector, SelectionKey.OP_READ);
        key.attach(new ControlConversation(client, key, Ticks.REAL));
    }

    private List<ControlConversation> conversations() {
        return selector.keys().stream()
                .filter(SelectionKey::isValid)
                .map(SelectionKey::attachment)
                .filter(ControlConversation.class::isInstance)
                .map(ControlConversation.class::cast)
                .toList();
    }

    /** By the kernel's word, which no client can forge (SO_PEERCRED, Linux unix(7)). */
    private boolean isLetIn(SocketChannel client) throws IOException {
        UserPrincipal user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return users.isOwnOrRoot(user) || isOpenToAGroup();
    }

    private boolean isOpenToAGroup() throws IOException {
        Path directory = socket.toAbsolutePath().getParent();
        return directory != null
                && Files.getPosixFilePermissions(directory)
                        .contains(PosixFilePermission.GROUP_EXECUTE);
    }

    /** Empty if there is no answer, by a defect. */
    private Optional<JsonObject> answer(byte[] request) {
        try {
            return Optional.of(requests.answer(BoundedJson.object(request, REQUEST)));
        } catch (JsonRefusedException e) {
            return Optional.of(JsonObject.builder().value("error", e.getMessage()).done());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            // Whoever asked gets no answer; that is no reason to end the process.
            defects.cost(e, "control socket " + socket);
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        answerers.shutdownNow();
        conversations().forEach(ControlConversation::cut);
        selector.close();
        Files.deleteIfExists(socket);
    }
}
