package meetpost.agent.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import meetpost.agent.settings.Secret;
import meetpost.agent.settings.yaml.PasswordText;

/**
 * The agents that run on this machine: a file for each, {@code <pid>.json}, beside its socket
 * {@code <pid>.sock}.
 *
 * <p>The service's are in {@code /run/meetpost} (systemd's {@code RuntimeDirectory=}, there while
 * the service runs, open to its group), those of an ordinary user in a directory of its own. Only
 * what root, the service or this user wrote is believed. Only {@code run} holds the board, so of it
 * there is one; simulations may be many.
 */
public final class Instances {

    private final RuntimeDirectories directories;
    private final Predicate<Path> readable;

    /** Of this user, with the process's environment. */
    public Instances(Map<String, String> environment) throws IOException {
        this(RuntimeDirectories.of(environment, LocalUsers.here()), Files::isReadable);
    }

    Instances(RuntimeDirectories directories, Predicate<Path> readable) {
        this.directories = requireNonNull(directories, "directories");
        this.readable = readable;
    }

    /**
     * Says that this one runs, until the result is closed. Where no directory can be used or
     * written, nothing is said and the result has no socket.
     *
     * @throws AlreadyRunningException if it is a {@code run} and another one is there
     * @throws ClosedInstanceException if there is one of which this user may not know more
     */
    public Announcement announce(Instance instance) throws IOException {
        if (instance.kind().equals("run")) {
            if (closed()) {
                throw ClosedInstanceException.toStart();
            }
            for (Found other : running(new ArrayList<>())) {
                if (other.instance().kind().equals("run")
                        && other.instance().pid() != ProcessHandle.current().pid()) {
                    throw new AlreadyRunningException(other.instance());
                }
            }
        }
        List<String> objections = new ArrayList<>();
        Optional<Path> own = directories.take(objections);
        if (own.isEmpty()) {
            return new Announcement(Optional.empty(), Optional.empty(), objections);
        }
        Path file = own.get().resolve(instance.pid() + ".json");
        Path fresh = own.get().resolve(instance.pid() + ".new");
        // The service's directory is open to its group; ours is shut.
        boolean open = directories.isOfAService(own.get());
        try {
            removeStale(own.get());
            NewFile.write(fresh, open ? "rw-r--r--" : "rw-------", instance.toJson());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Measuring does not wait for a disk that can be written.
            objections.add("cannot say that this runs: " + e.getMessage());
            return new Announcement(Optional.empty(), Optional.empty(), objections);
        }
        Path socket = own.get().resolve(instance.pid() + ".sock");
        return new Announcement(Optional.of(file), Optional.of(socket), objections);
    }

    /**
     * The one to talk to: that which holds the board, else the simulation that began last.
     *
     * @throws ClosedInstanceException if there is one, and only one that this user may not ask
     */
    public Optional<Found> find() throws IOException {
        List<Found> found = running(new ArrayList<>());
        found.removeIf(one -> !one.instance().hasAgent());
        if (found.isEmpty() && closed()) {
            throw ClosedInstanceException.toAsk();
        }
        return found.stream()
                .max(
                        Comparator.comparing((Found one) -> one.instance().kind().equals("run"))
                                .thenComparing(Found::since));
    }

    /**
     * Those with a broker of ours: of a board, then those that are alone, then simulations, of each
     * the one that began last first.
     *
     * @throws ClosedInstanceException if there is none but perhaps one that this user may not ask
     */
    public List<Found> brokers() throws IOException {
        List<Found> found = new ArrayList<>();
        boolean shut = closed();
        for (Path path : directories.withBrokers()) {
            found.addAll(running(path, new ArrayList<>()));
            shut |= isShut(path);
        }
        found.removeIf(one -> !one.instance().broker());
        if (found.isEmpty() && shut) {
            throw ClosedInstanceException.toAsk();
        }
        List<String> kinds = List.of("run", "broker", "simulate");
        found.sort(
                Comparator.comparing((Found one) -> kinds.indexOf(one.instance().kind()))
                        .thenComparing(Found::since, Comparator.reverseOrder()));
        return found;
    }

    /** What lies where agents say that they run and is not believed, in words. */
    public List<String> ignored() throws IOException {
        List<String> ignored = new ArrayList<>();
        running(ignored);
        return ignored;
    }

    private List<Found> running(List<String> ignored) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path path : directories.all()) {
            found.addAll(running(path, ignored));
        }
        return found;
    }

    private List<Found> running(Path path, List<String> ignored) throws IOException {
        List<Found> found = new ArrayList<>();
        for (RuntimeDirectory.Entry entry : entries(path, ignored)) {
            Optional<Instance> instance = Instance.ofJson(entry.text());
            if (instance.isPresent() && instance.get().alive()) {
                found.add(
                        new Found(
                                instance.get(),
                                path.resolve(instance.get().pid() + ".sock"),
                                entry.changed(),
                                entry.owner()));
            }
        }
        return found;
    }

    private List<RuntimeDirectory.Entry> entries(Path path, List<String> ignored)
            throws IOException {
        var directory = new RuntimeDirectory(path, directories.users());
        if (!directory.exists()) {
            return List.of();
        }
        Optional<String> objection = directory.objection();
        if (objection.isPresent()) {
            ignored.add(objection.get());
            return List.of();
        }
        return readable.test(path) ? directory.entries(".json", ignored) : List.of();
    }

    /** Whether somebody whom we trust runs one behind a door that is shut for us. */
    private boolean closed() {
        return directories.all().stream().anyMatch(this::isShut);
    }

    private boolean isShut(Path path) {
        var directory = new RuntimeDirectory(path, directories.users());
        return directory.exists() && directory.objection().isEmpty() && !readable.test(path);
    }

    /** What processes left behind that were killed. */
    private void removeStale(Path own) throws IOException {
        for (RuntimeDirectory.Entry entry : entries(own, new ArrayList<>())) {
            Optional<Instance> left = Instance.ofJson(entry.text()).filter(each -> !each.alive());
            if (left.isPresent() && directories.users().isOwnOrRoot(entry.owner())) {
                Files.deleteIfExists(own.resolve(left.get().pid() + ".sock"));
                Files.deleteIfExists(entry.path());
            }
        }
    }

    /**
     * An instance that runs.
     *
     * @param socket where it listens
     * @param owner who runs it
     */
    public record Found(Instance instance, Path socket, FileTime since, UserPrincipal owner) {

        /** Whether that settings file is the one that it runs with. */
        public boolean uses(String config) {
            return Path.of(config).toAbsolutePath().toString().equals(instance.config());
        }

        /**
         * The broker's password, from the file that it names; empty: it names none. Taken from
         * nobody but root and this very user: whoever names a file also names whom its content is
         * sent to.
         *
         * @throws IOException if it is another's, or cannot be read
         */
        public Optional<Secret> password() throws IOException {
            return password(LocalUsers.here());
        }

        Optional<Secret> password(LocalUsers users) throws IOException {
            if (instance.passwordFile().isEmpty()) {
                return Optional.empty();
            }
            Path file = Path.of(instance.passwordFile().get());
            if (!users.isOwnOrRoot(owner)) {
                throw new IOException(
                        "a meetpost that %s runs here names %s for its password, which is read for root and oneself only; expected --config and a settings file"
                                .formatted(owner.getName(), file));
            }
            return Optional.of(PasswordText.read(file));
        }
    }

    /**
     * Takes back what {@link #announce} said.
     *
     * @param socket where it may listen; empty: nowhere, and nobody can find it
     * @param objections to directories that were tried before, in words
     */
    public record Announcement(Optional<Path> file, Optional<Path> socket, List<String> objections)
            implements AutoCloseable {

        public Announcement {
            requireNonNull(file, "file");
            requireNonNull(socket, "socket");
            objections = List.copyOf(objections);
        }

        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        }
    }
}
