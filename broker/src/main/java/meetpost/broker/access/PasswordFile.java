package meetpost.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The users of a broker: a line {@code name:hash} for each, {@link PasswordHash}. Used by one
 * thread at a time, but where a method says otherwise.
 */
public final class PasswordFile {

    private static final FileTime NEVER = FileTime.fromMillis(Long.MIN_VALUE);

    private final Path file;
    private volatile Users users = new Users(Map.of(), NEVER, NEVER);

    /** As of a date; a file of a later date may have been wrong. */
    private record Users(Map<String, PasswordHash> all, FileTime readAt, FileTime lookedAt) {}

    /**
     * What came of a password.
     *
     * @param hash that it was compared with
     * @param complaint that the file has changed and cannot be read, once; else empty
     */
    record Verdict(boolean right, PasswordHash hash, String complaint) {}

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
     * long for a user that does not exist. Reads the file again when it has changed; one that
     * cannot be read then leaves everything as it was.
     *
     * @throws IOException if the file could never be read
     */
    Verdict verify(String user, byte[] password) throws IOException {
        String complaint = readIfChanged();
        PasswordHash hash = users.all.getOrDefault(user, PasswordHash.NOBODY);
        boolean same = hash.matches(new String(password, UTF_8).toCharArray());
        return new Verdict(same && password.length > 0, hash, complaint);
    }

    private String readIfChanged() throws IOException {
        Users before = users;
        FileTime changed = NEVER;
        try {
            changed = Files.getLastModifiedTime(file);
            if (!changed.equals(before.lookedAt)) {
                users = new Users(read(), changed, changed);
            }
            return "";
        } catch (IOException e) {
            if (before.readAt.equals(NEVER)) {
                throw e;
            }
            users = new Users(before.all, before.readAt, changed);
            return before.lookedAt.equals(changed)
                    ? ""
                    : "passwords are as they were, for the file cannot be read: " + inWords(e);
        }
    }

    private static String inWords(IOException e) {
        return e instanceof NoSuchFileException
                ? "there is no " + e.getMessage()
                : "" + e.getMessage();
    }

    /** Whether the file, which has not changed since, has this line for the user. Any thread. */
    boolean stillSays(String user, PasswordHash line) {
        Users now = users;
        try {
            return line.toString().equals(String.valueOf(now.all.get(user)))
                    && Files.getLastModifiedTime(file).equals(now.lookedAt);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads it now, for the first time.
     *
     * @throws IOException that names the line that is wrong
     */
    void readNow() throws IOException {
        try {
            readIfChanged();
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, inWords(e)), e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /**
     * Who is in it.
     *
     * @throws IOException if it cannot be read, or a line of it is none, and which
     */
    public Set<String> users() throws IOException {
        return Set.copyOf(read().keySet());
    }

    private Map<String, PasswordHash> read() throws IOException {
        Map<String, PasswordHash> all = new LinkedHashMap<>();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            // Some editors put a mark before the first name.
            String line = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                try {
                    all.put(
                            line.substring(0, colon),
                            PasswordHash.parse(line.substring(colon + 1)));
                } catch (IllegalArgumentException e) {
                    throw new IOException("%s:%s: %s".formatted(file, number, e.getMessage()), e);
                }
            }
        }
        return all;
    }
}
