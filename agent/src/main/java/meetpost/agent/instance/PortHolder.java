package meetpost.agent.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens on a TCP port of this machine. */
public final class PortHolder {

    /** TCP_LISTEN of Linux' tcp_states.h, as /proc/net/tcp shows it. */
    private static final String LISTEN = "0A";

    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final Path proc;

    public PortHolder() {
        this(Path.of("/proc"));
    }

    PortHolder(Path proc) {
        this.proc = proc;
    }

    /** Whether {@code port} of {@code host} can be listened on. */
    public static boolean free(String host, int port) {
        try (var socket = new ServerSocket()) {
            // As Netty does: what only lingers is no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** A port that nobody listens on now. */
    public static int anyFree() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Why that address cannot be listened on, with what to do, in words.
     *
     * @param key of the settings, such as {@code dashboard: listen}
     */
    public static String obstacle(InetSocketAddress address, String key) throws IOException {
        String host = address.getAddress().getHostAddress();
        if (free(host, 0)) {
            String holder =
                    new PortHolder().of(address.getPort()).map(who -> " by " + who).orElse("");
            return "port %d is taken%s; expected a free one for `%s`, such as \"%s:%d\""
                    .formatted(address.getPort(), holder, key, host, anyFree());
        }
        return "%s is no address of this machine; expected such as \"127.0.0.1:%d\" for `%s`"
                .formatted(host, address.getPort(), key);
    }

    /** {@code mosquitto, process 812}; empty if it cannot be found out: not ours to look into. */
    public Optional<String> of(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            lines(proc.resolve(table)).skip(1).forEach(line -> inode(line, port, sockets));
        }
        return sockets.isEmpty() ? Optional.empty() : process(sockets);
    }

    private static void inode(String line, int port, Set<String> sockets) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > INODE
                && fields[STATE].equals(LISTEN)
                && fields[ADDRESS].endsWith(":%04X".formatted(port))) {
            sockets.add("socket:[" + fields[INODE] + "]");
        }
    }

    private Optional<String> process(Set<String> sockets) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    String name = lines(process.resolve("comm")).findFirst().orElse("?");
                    return Optional.of(name + ", process " + process.getFileName());
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The files of another user's process are hidden from us, and processes end meanwhile. */
    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException hidden) {
            return false;
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException absent) {
            return Stream.empty();
        }
    }
}
