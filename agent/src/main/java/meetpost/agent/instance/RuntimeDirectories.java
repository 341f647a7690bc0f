package meetpost.agent.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where agents say that they run, in the order in which a place for ours is looked for.
 *
 * @param service the service's, open to its group
 * @param own where ours may be; the first that can be used is
 * @param all where others are looked for
 */
record RuntimeDirectories(Path service, List<Path> own, List<Path> all, LocalUsers users) {

    private static final Path SERVICE = Path.of("/run/meetpost");

    /** Of meetpost-broker.service. */
    private static final Path BROKER_SERVICE = Path.of("/run/meetpost-broker");

    private static final String NAME = "meetpost";

    /** Of sockaddr_un, Linux unix(7): 108 bytes with the zero at the end. */
    private static final int LONGEST_SOCKET = 107;

    /** Seven digits are the most of a process: PID_MAX_LIMIT. */
    private static final String LONGEST_NAME = "/4194304.sock";

    RuntimeDirectories {
        requireNonNull(service, "service");
        own = List.copyOf(own);
        all = List.copyOf(all);
        requireNonNull(users, "users");
    }

    static RuntimeDirectories of(Map<String, String> environment, LocalUsers users) {
        List<Path> own = new ArrayList<>();
        Optional<Path> given =
                Optional.ofNullable(environment.get("RUNTIME_DIRECTORY"))
                        .flatMap(text -> absolute(text.split(":", 2)[0]));
        if (given.isPresent()) {
            own.add(given.get());
        } else {
            own.addAll(ofTheSession(environment, users));
            if (Files.isWritable(SERVICE)) {
                own.add(SERVICE);
            }
            own.addAll(ofTheUser(environment));
        }
        List<Path> all = new ArrayList<>(own);
        all.addAll(ofTheSession(environment, users));
        all.add(SERVICE);
        all.addAll(ofTheUser(environment));
        return new RuntimeDirectories(SERVICE, own, all.stream().distinct().toList(), users);
    }

    /** What systemd makes for each user; where sudo or cron do not tell, by its usual name. */
    private static List<Path> ofTheSession(Map<String, String> environment, LocalUsers users) {
        return Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .or(() -> uid().map(number -> "/run/user/" + number))
                .flatMap(RuntimeDirectories::absolute)
                .filter(directory -> isOurs(directory, users))
                .map(directory -> List.of(directory.resolve(NAME)))
                .orElse(List.of());
    }

    private static Optional<String> uid() {
        try {
            Path self = Path.of("/proc/self").toRealPath();
            return Optional.of(String.valueOf(Files.getAttribute(self, "unix:uid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** In /tmp, where somebody else may have that name already; then where only we may write. */
    private static List<Path> ofTheUser(Map<String, String> environment) {
        List<Path> found = new ArrayList<>();
        found.add(
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        NAME + "-" + System.getProperty("user.name")));
        Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .flatMap(RuntimeDirectories::absolute)
                .or(
                        () ->
                                absolute(System.getProperty("user.home"))
                                        .map(home -> home.resolve(".local/state")))
                .ifPresent(state -> found.add(state.resolve(NAME).resolve("run")));
        return found;
    }

    /** Whether systemd makes it, open to the service's group. */
    boolean isOfAService(Path directory) {
        return directory.equals(service) || directory.equals(BROKER_SERVICE);
    }

    /** Where others are looked for that may be brokers and nothing else. */
    List<Path> withBrokers() {
        List<Path> found = new ArrayList<>(all);
        if (all.contains(SERVICE) && !all.contains(BROKER_SERVICE)) {
            found.add(BROKER_SERVICE);
        }
        return found;
    }

    /**
     * The first of ours that can be used, made where it is not there.
     *
     * @param objections is told why those before it could not
     */
    Optional<Path> take(List<String> objections) {
        for (Path each : own) {
            if ((each + LONGEST_NAME).length() > LONGEST_SOCKET) {
                objections.add(each + " is too long a name for a socket in it");
                continue;
            }
            Optional<String> objection = made(each);
            if (objection.isEmpty()) {
                return Optional.of(each);
            }
            objections.add(objection.get());
        }
        return Optional.empty();
    }

    private Optional<String> made(Path directory) {
        try {
            Path parent = directory.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            return Optional.of(directory + " cannot be made: " + e);
        }
        return new RuntimeDirectory(directory, users).make();
    }

    private static boolean isOurs(Path directory, LocalUsers users) {
        try {
            return new RuntimeDirectory(directory, users).isOurs();
        } catch (IOException e) {
            // Of a session that has ended.
            return false;
        }
    }

    private static Optional<Path> absolute(String text) {
        Path path = Path.of(text);
        return path.isAbsolute() ? Optional.of(path) : Optional.empty();
    }
}
