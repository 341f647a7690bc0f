package meetpost.agent.mosquitto.file;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A line that says something: {@code listener 1883}.
 *
 * @param number from 1
 * @param key its first word
 * @param value the rest, without spaces around it; empty: the key stands alone
 */
public record ConfLine(Path file, int number, String key, String value) {

    public ConfLine {
        requireNonNull(file, "file");
        requireNonNull(key, "key");
        requireNonNull(value, "value");
    }

    /** Whether that is its first word. */
    public boolean is(String name) {
        return key.equals(name);
    }

    /** Whether its value is one that Mosquitto takes for true: {@code true} or {@code 1}. */
    public boolean isTrue() {
        return value.equals("true") || value.equals("1");
    }

    /** For people: {@code mosquitto.conf:12}. */
    public String place() {
        return file + ":" + number;
    }

    /** A path that the file names; a relative one lies beside the file. */
    public Path path() {
        return file.toAbsolutePath().resolveSibling(value).normalize();
    }
}
