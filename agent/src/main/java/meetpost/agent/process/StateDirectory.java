package meetpost.agent.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Where what outlives the program is kept where the settings name no place.
 *
 * @param environment of the process
 * @param userHome as Java knows it: {@code ?} for a user without an entry in passwd, as in a
 *     container
 * @param packaged the package's directory
 */
public record StateDirectory(Map<String, String> environment, String userHome, Path packaged) {

    public StateDirectory {
        environment = Map.copyOf(environment);
        requireNonNull(userHome, "userHome");
        requireNonNull(packaged, "packaged");
    }

    /**
     * Makes it where it is not there. A board without one works; it forgets at each restart, and
     * says so.
     */
    public static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            Logger.warn(
                    "{} cannot be made, so nothing is kept: {}", directory, FileTrouble.text(e));
        }
    }

    /**
     * systemd's, the package's, or where neither may be written the user's own; for a user without
     * any home the package's, so that an error names a directory that can be made.
     */
    Path path() {
        Optional<Path> given = absolute("STATE_DIRECTORY");
        if (given.isPresent()) {
            return given.get();
        }
        if (Files.isWritable(packaged)) {
            return packaged;
        }
        return absolute("XDG_STATE_HOME")
                .or(() -> home().map(home -> home.resolve(".local/state")))
                .map(local -> local.resolve("meetpost"))
                .orElse(packaged);
    }

    private Optional<Path> home() {
        return absolute("HOME").or(() -> Optional.of(Path.of(userHome)).filter(Path::isAbsolute));
    }

    /** A relative one would be another directory at each start. */
    private Optional<Path> absolute(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
