package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory in which agents say that they run. Believed only where no stranger can have written:
 * it belongs to a user whom we trust, others may not write in it, and it is no link.
 */
record RuntimeDirectory(Path path, LocalUsers users) {

    /** More than a thousand sensors need. */
    private static final int LARGEST_FILE = 1 << 20;

    private static final int MOST_FILES = 1000;

    RuntimeDirectory {
        requireNonNull(path, "path");
        requireNonNull(users, "users");
    }

    /**
     * A file that is believed.
     *
     * @param owner who wrote it
     */
    record Entry(Path path, UserPrincipal owner, FileTime changed, String text) {}

    /**
     * Makes it, for us alone, where it is not there.
     *
     * @return why it cannot be used, in words; empty: it can
     */
    Optional<String> make() {
        try {
            Files.createDirectory(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            return objection();
        } catch (IOException e) {
            return Optional.of(path + " cannot be made: " + e);
        }
        return objection();
    }

    /** Why nothing in it is believed, in words; empty: it is, or there is no such directory. */
    Optional<String> objection() {
        try {
            return objection(attributes(), "directory", PosixFileAttributes::isDirectory);
        } catch (IOException e) {
            return Files.exists(path, NOFOLLOW_LINKS)
                    ? Optional.of(path + " cannot be looked at: " + e)
                    : Optional.empty();
        }
    }

    boolean exists() {
        return Files.exists(path, NOFOLLOW_LINKS);
    }

    /** Whether it is ours alone: nobody else may look into it. */
    boolean isOurs() throws IOException {
        PosixFileAttributes now = attributes();
        return users.isOwnOrRoot(now.owner())
                && now.permissions().stream().allMatch(each -> each.name().startsWith("OWNER_"));
    }

    private PosixFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS);
    }

    /**
     * Its files with that end of the name, read through the open directory, so that nothing can be
     * put in their place between the look and the reading.
     *
     * @param ignored is told, in words, of what is not believed
     */
    List<Entry> entries(String end, List<String> ignored) throws IOException {
        Object expected = attributes().fileKey();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(path)) {
            if (!(open instanceof SecureDirectoryStream<Path> here)) {
                ignored.add(path + " is on a file system on which it cannot be read safely");
                return List.of();
            }
            PosixFileAttributes now =
                    here.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
            Optional<String> objection =
                    expected.equals(now.fileKey())
                            ? objection(now, "directory", PosixFileAttributes::isDirectory)
                            : Optional.of(path + " is being replaced");
            if (objection.isPresent()) {
                ignored.add(objection.get());
                return List.of();
            }
            List<Entry> entries = new ArrayList<>();
            for (Path each : here) {
                Path name = each.getFileName();
                if (name.toString().endsWith(end) && entries.size() < MOST_FILES) {
                    read(here, name, ignored).ifPresent(entries::add);
                }
            }
            return entries;
        }
    }

    private Optional<Entry> read(
            SecureDirectoryStream<Path> here, Path name, List<String> ignored) {
        Path file = path.resolve(name);
        try {
            PosixFileAttributes now =
                    here.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
                            .readAttributes();
            Optional<String> objection =
                    new RuntimeDirectory(file, users)
                            .objection(now, "regular file", PosixFileAttributes::isRegularFile);
            if (objection.isEmpty() && now.size() > LARGEST_FILE) {
                objection = Optional.of(file + " is larger than 1 MB");
            }
            if (objection.isPresent()) {
                ignored.add(objection.get());
                return Optional.empty();
            }
            var content = ByteBuffer.allocate((int) now.size());
            try (var channel =
                    here.newByteChannel(name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
                while (content.hasRemaining() && channel.read(content) >= 0) {
                    // Until it is whole, or shorter than it was a moment ago.
                }
            }
            String text = new String(content.array(), 0, content.position(), UTF_8);
            return Optional.of(new Entry(file, now.owner(), now.lastModifiedTime(), text));
        } catch (IOException e) {
            // It may have gone meanwhile, with its process.
            ignored.add(file + " cannot be read: " + e);
            return Optional.empty();
        }
    }

    /** A kind of file. */
    @FunctionalInterface
    private interface Kind {
        boolean is(PosixFileAttributes attributes);
    }

    private Optional<String> objection(PosixFileAttributes now, String expected, Kind kind) {
        if (!kind.is(now)) {
            String what = now.isSymbolicLink() ? "a link" : "no " + expected;
            return Optional.of("%s is %s, expected a %s".formatted(path, what, expected));
        }
        if (!users.trust(now.owner())) {
            return Optional.of(
                    "%s belongs to %s, whom this process does not trust"
                            .formatted(path, now.owner().getName()));
        }
        if (now.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                || now.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
            return Optional.of(
                    "%s may be written by others (%s), expected only by its owner"
                            .formatted(path, PosixFilePermissions.toString(now.permissions())));
        }
        return Optional.empty();
    }
}
