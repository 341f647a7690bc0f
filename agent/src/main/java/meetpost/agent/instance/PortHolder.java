package meetpost.agent.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who listens on a TCP port of this machine. */
public final class PortHolder {

    /** TCP_LISTEN of Linux' tcp_states.h, as /proc/net/tcp shows it. */
    private static final String LISTEN = "0A";

    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int USER = 7;
    private static final int INODE = 9;

    private static final Pattern UNIT =
            Pattern.compile("/system\\.slice/(?:.*/)?([^/]+\\.service)$");

    private final Path proc;
    private final Path etc;
    private final Path units;

    public PortHolder() {
        this(Path.of("/"));
    }

    PortHolder(Path root) {
        proc = root.resolve("proc");
        etc = root.resolve("etc");
        units = root.resolve("run/systemd/units");
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
            return "port %s is taken%s; expected a free one for `%s`, such as \"%s:%s\""
                    .formatted(address.getPort(), holder, key, host, anyFree());
        }
        return "%s is no address of this machine; expected such as \"127.0.0.1:%s\" for `%s`"
                .formatted(host, address.getPort(), key);
    }

    /**
     * Who has a port.
     *
     * @param name of its program, or of its user where that is all that can be seen
     * @param process its number; empty: it is not ours to look into
     * @param unit of systemd; empty: none that we know of
     */
    public record Holder(String name, Optional<String> process, Optional<String> unit) {

        public Holder {
            requireNonNull(name, "name");
            requireNonNull(process, "process");
            requireNonNull(unit, "unit");
        }

        /** The line that stops it; empty: nothing is known to do so. */
        public Optional<String> stop() {
            return unit.map(one -> "sudo systemctl disable --now " + one)
                    .or(() -> process.map(id -> "sudo kill " + id));
        }

        /** {@code mosquitto, process 812 (mosquitto.service)}. */
        public String text() {
            String who =
                    process.map(id -> name + ", process " + id).orElse("a process of user " + name);
            return who + unit.map(one -> " (" + one + ")").orElse("");
        }
    }

    /** The holder in words; empty if it cannot be found out. */
    public Optional<String> of(int port) {
        return holder(port).map(Holder::text);
    }

    /** Empty if nobody has it, or if nothing is shown of who has. */
    public Optional<Holder> holder(int port) {
        Map<String, String> sockets = new TreeMap<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            lines(proc.resolve(table)).skip(1).forEach(line -> inode(line, port, sockets));
        }
        return sockets.isEmpty()
                ? Optional.empty()
                : process(sockets.keySet()).or(() -> hidden(sockets.values()));
    }

    /** Socket to the number of its user. */
    private static void inode(String line, int port, Map<String, String> sockets) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > INODE
                && fields[STATE].equals(LISTEN)
                && fields[ADDRESS].endsWith(String.format(Locale.ROOT, ":%04X", port))) {
            sockets.put("socket:[" + fields[INODE] + "]", fields[USER]);
        }
    }

    private Optional<Holder> process(Set<String> sockets) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    String name = lines(process.resolve("comm")).findFirst().orElse("?");
                    return Optional.of(
                            new Holder(
                                    name,
                                    Optional.of(String.valueOf(process.getFileName())),
                                    unit(process)));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** By its control group; not the one that we are in ourselves. */
    private Optional<String> unit(Path process) {
        Optional<String> own = group(proc.resolve("self"));
        return group(process).filter(unit -> own.filter(unit::equals).isEmpty());
    }

    private static Optional<String> group(Path process) {
        return lines(process.resolve("cgroup"))
                .map(UNIT::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    /** Of a socket the kernel shows everybody the user; systemd has a service of that name. */
    private Optional<Holder> hidden(Collection<String> users) {
        String uid = users.iterator().next();
        return lines(etc.resolve("passwd"))
                .map(line -> line.split(":"))
                .filter(fields -> fields.length > 2 && fields[2].equals(uid))
                .map(fields -> fields[0])
                .findFirst()
                .map(
                        user ->
                                new Holder(
                                        user,
                                        Optional.empty(),
                                        Optional.of(user + ".service").filter(this::runs)));
    }

    private boolean runs(String unit) {
        return Files.exists(units.resolve("invocation:" + unit), LinkOption.NOFOLLOW_LINKS);
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
