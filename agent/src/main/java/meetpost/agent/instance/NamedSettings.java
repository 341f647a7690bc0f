package meetpost.agent.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * Files that a running agent names. Settings say which secrets are read and to which broker they
 * go, so that they are taken from nobody but root and the very user who reads them.
 */
public final class NamedSettings {

    private NamedSettings() {}

    /**
     * Looks at a settings file before it is read on another process' word.
     *
     * @throws IOException if somebody else may write it or its directory, or it is no regular file,
     *     with what to type
     */
    public static void check(Path file) throws IOException {
        check(file, LocalUsers.here());
    }

    static void check(Path file, LocalUsers users) throws IOException {
        Optional<String> objection = objection(file, users);
        Path directory = file.toAbsolutePath().getParent();
        if (objection.isEmpty() && !Files.isRegularFile(file)) {
            objection = Optional.of(file + " is no regular file");
        }
        if (objection.isEmpty() && directory != null) {
            objection = objection(directory, users);
        }
        if (objection.isPresent()) {
            throw new IOException(
                    "a meetpost that runs here names %s as its settings, but %s; if you trust it, add: --config %s"
                            .formatted(file, objection.get(), file));
        }
    }

    private static Optional<String> objection(Path path, LocalUsers users) throws IOException {
        PosixFileAttributes now = Files.readAttributes(path, PosixFileAttributes.class);
        if (!users.isOwnOrRoot(now.owner())) {
            return Optional.of(path + " belongs to " + now.owner().getName());
        }
        // Debian gives each user a group of that name, with nobody else in it.
        boolean groupWrites =
                now.permissions().contains(PosixFilePermission.GROUP_WRITE)
                        && !now.group().getName().equals(now.owner().getName());
        return groupWrites || now.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                ? Optional.of(path + " may be written by others than " + now.owner().getName())
                : Optional.empty();
    }
}
