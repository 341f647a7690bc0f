package meetpost.agent.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do where the state directory can be neither made nor written: a user without a home, a
 * directory that root made.
 *
 * @param directory absolute
 * @param user by whom it should be written: a name, or the number of one that has none
 */
public record StateAdvice(Path directory, String user) {

    public StateAdvice {
        requireNonNull(directory, "directory");
        requireNonNull(user, "user");
    }

    /** For who runs this process. */
    public static StateAdvice of(Path directory) throws IOException {
        String name = System.getProperty("user.name");
        boolean nameless = name.equals("?") || name.isEmpty();
        Object uid = Files.getAttribute(Path.of("/proc/self").toRealPath(), "unix:uid");
        return new StateAdvice(directory.toAbsolutePath(), nameless ? String.valueOf(uid) : name);
    }

    /** Why it cannot be used; empty: it can, or can be made. Changes nothing. */
    public Optional<String> trouble() {
        Path there = directory;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (Files.isDirectory(there) && Files.isWritable(there)) {
            return Optional.empty();
        }
        String why =
                Files.isDirectory(there)
                        ? "user %s may not write in %s".formatted(user, there)
                        : there + " is no directory";
        return Optional.of(
                "the state directory %s cannot be %s: %s"
                        .formatted(directory, there.equals(directory) ? "used" : "made", why));
    }

    /**
     * Lines to type that give it one, each whole.
     *
     * @param environment of the process
     * @param arguments with which to start again
     */
    public List<String> lines(Map<String, String> environment, List<String> arguments) {
        String other = "/var/lib/meetpost-" + user;
        String command = environment.getOrDefault("MEETPOST_COMMAND", "meetpost");
        return List.of(
                "sudo install -d -m 700 -o %s %s".formatted(user, other),
                "STATE_DIRECTORY=%s %s %s".formatted(other, command, String.join(" ", arguments)));
    }
}
