package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The users of a broker: a line {@code name:hash} for each, {@link PasswordHash}. Used by one
 * thread at a time.
 */
public final class PasswordFile {

    private final Path file;
    private Map<String, PasswordHash> users = Map.of();
    private FileTime readAt = FileTime.fromMillis(Long.MIN_VALUE);

    public PasswordFile(Path file) {
        this.file = file;
    }

    /**
     * Adds a user, or changes a password. The file is replaced in one step, readable by its owner
     * and group only. Takes under a second.
     *
     * @throws IOException if the file cannot be read or written, or the name cannot stand in it
     */
    public void put(String user, char[] password) throws IOException {
        if (user.isEmpty() || user.chars().anyMatch(c -> c == ':' || c < ' ')) {
            throw new IOException("'%s' is not a user name: no colon, not empty".formatted(user));
        }
        Map<String, PasswordHash> all = new LinkedHashMap<>(Files.exists(file) ? read() : Map.of());
        all.put(user, PasswordHash.of(password, new SecureRandom()));
        var text = new StringBuilder();
        all.forEach((name, hash) -> text.append(name).append(':').append(hash).append('\n'));
        Path directory = file.toAbsolutePath().getParent();
        var access =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
        Path fresh = Files.createTempFile(directory, ".passwords", "", access);
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Whether this is the user's password; an empty one is nobody's, as with Mosquitto. Takes as
     * long for a user that does not exist. Reads the file again when it has changed.
     */
    boolean verify(String user, byte[] password) throws IOException {
        FileTime changed = Files.getLastModifiedTime(file);
        if (!changed.equals(readAt)) {
            users = read();
            readAt = changed;
        }
        PasswordHash hash = users.getOrDefault(user, PasswordHash.NOBODY);
        return hash.matches(new String(password, UTF_8).toCharArray()) && password.length > 0;
    }

    private Map<String, PasswordHash> read() throws IOException {
        Map<String, PasswordHash> all = new LinkedHashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                try {
                    all.put(
                            line.substring(0, colon),
                            PasswordHash.parse(line.substring(colon + 1)));
                } catch (IllegalArgumentException e) {
                    throw new IOException("%s:%d: %s".formatted(file, number, e.getMessage()), e);
                }
            }
        }
        return all;
    }
}
