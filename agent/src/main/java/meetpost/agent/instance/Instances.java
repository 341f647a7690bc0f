package meetpost.agent.instance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The agents that run on this machine: a file for each, {@code <pid>.json}, beside its socket
 * {@code <pid>.sock}.
 *
 * <p>The service's are in {@code /run/meetpost} (systemd's {@code RuntimeDirectory=}, there while
 * the service runs, open to its group), those of an ordinary user in {@code /tmp/meetpost-<user>}.
 * Only {@code run} holds the board, so of it there is one; simulations may be many.
 */
public final class Instances {

    private static final Path SYSTEM = Path.of("/run/meetpost");

    private final Path own;
    private final List<Path> all;
    private final Predicate<Path> readable;

    /** Of this user, with the process's environment. */
    public Instances(Map<String, String> environment) {
        Path user =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "meetpost-" + System.getProperty("user.name"));
        String given = environment.get("RUNTIME_DIRECTORY");
        if (given != null) {
            this.own = Path.of(given);
        } else if (Files.isWritable(SYSTEM)) {
            this.own = SYSTEM;
        } else {
            this.own = user;
        }
        this.all = Stream.of(own, SYSTEM, user).distinct().toList();
        this.readable = Files::isReadable;
    }

    Instances(Path own, List<Path> all, Predicate<Path> readable) {
        this.own = own;
        this.all = List.copyOf(all);
        this.readable = readable;
    }

    /** Where the instance of process {@code pid} listens. */
    public Path socket(long pid) {
        return own.resolve(pid + ".sock");
    }

    /**
     * Says that this one runs, until the result is closed.
     *
     * @throws AlreadyRunningException if it is a {@code run} and another one is there
     * @throws ClosedInstanceException if there is one of which this user may not know more
     */
    public Announcement announce(Instance instance) throws IOException {
        if (instance.kind().equals("run")) {
            if (closed()) {
                throw ClosedInstanceException.toStart();
            }
            for (Path file : files()) {
                Optional<Instance> other = read(file);
                if (other.isPresent() && holdsTheBoard(other.get())) {
                    throw new AlreadyRunningException(other.get());
                }
            }
        }
        makeDirectory();
        Path file = own.resolve(instance.pid() + ".json");
        Path fresh = own.resolve(instance.pid() + ".new");
        Files.writeString(fresh, instance.toJson());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return new Announcement(file);
    }

    /**
     * The one to talk to: that which holds the board, else the simulation that began last.
     *
     * @throws ClosedInstanceException if there is one, and only one that this user may not ask
     */
    public Optional<Found> find() throws IOException {
        var found = new ArrayList<Found>();
        for (Path file : files()) {
            Optional<Instance> instance = read(file);
            if (instance.isPresent() && instance.get().alive()) {
                String socket = instance.get().pid() + ".sock";
                found.add(
                        new Found(
                                instance.get(),
                                file.resolveSibling(socket),
                                Files.getLastModifiedTime(file)));
            }
        }
        if (found.isEmpty() && closed()) {
            throw ClosedInstanceException.toAsk();
        }
        return found.stream()
                .max(
                        Comparator.comparing((Found one) -> one.instance().kind().equals("run"))
                                .thenComparing(Found::since));
    }

    private boolean closed() {
        return all.stream().anyMatch(each -> Files.isDirectory(each) && !readable.test(each));
    }

    private static boolean holdsTheBoard(Instance other) {
        return other.kind().equals("run")
                && other.pid() != ProcessHandle.current().pid()
                && other.alive();
    }

    private void makeDirectory() throws IOException {
        if (!Files.isDirectory(own)) {
            Files.createDirectories(
                    own,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-x---")));
        }
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        for (Path directory : all) {
            if (readable.test(directory)) {
                try (DirectoryStream<Path> here = Files.newDirectoryStream(directory, "*.json")) {
                    here.forEach(files::add);
                }
            }
        }
        return files;
    }

    private Optional<Instance> read(Path file) throws IOException {
        return readable.test(file) ? Instance.ofJson(Files.readString(file)) : Optional.empty();
    }

    /**
     * An instance that runs.
     *
     * @param socket where it listens
     */
    public record Found(Instance instance, Path socket, FileTime since) {

        /** Whether that settings file is the one that it runs with. */
        public boolean uses(String config) {
            return Path.of(config).toAbsolutePath().toString().equals(instance.config());
        }
    }

    /** Takes back what {@link #announce} said. */
    public record Announcement(Path file) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
