package meetpost.agent.advice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of this machine's Mosquitto, in the order in which it reads them: mosquitto.conf,
 * and where that names an {@code include_dir}, its {@code *.conf} by their names
 * (mosquitto.conf(5)).
 *
 * @param main mosquitto.conf
 * @param lines without comments
 */
public record MosquittoConfig(Path main, List<Line> lines) {

    /** As Debian has it. */
    public static final Path MAIN = Path.of("/etc/mosquitto/mosquitto.conf");

    private static final int LARGEST = 1 << 20;
    private static final int MOST_FILES = 100;

    public MosquittoConfig {
        requireNonNull(main, "main");
        lines = List.copyOf(lines);
    }

    /**
     * One setting.
     *
     * @param number from 1
     * @param value empty: the key stands alone
     */
    public record Line(Path file, int number, String key, String value) {

        public Line {
            requireNonNull(file, "file");
            requireNonNull(key, "key");
            requireNonNull(value, "value");
        }

        /** {@code /etc/mosquitto/conf.d/websocket.conf:3}. */
        String place() {
            return file + ":" + number;
        }
    }

    /** Empty where there is none, or where any of it cannot be read: half of it would mislead. */
    public static Optional<MosquittoConfig> read(Path main) {
        try {
            List<Line> lines = new ArrayList<>();
            for (Line line : of(main)) {
                lines.add(line);
                if (line.key.equals("include_dir")) {
                    for (Path file : files(Path.of(line.value))) {
                        lines.addAll(of(file));
                    }
                }
            }
            return Optional.of(new MosquittoConfig(main, lines));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        }
    }

    private static List<Line> of(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large");
        }
        List<String> text = Files.readAllLines(file, UTF_8);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            String[] words = text.get(i).strip().split("\\s+", 2);
            if (!words[0].isEmpty() && !words[0].startsWith("#")) {
                lines.add(new Line(file, i + 1, words[0], words.length > 1 ? words[1] : ""));
            }
        }
        return lines;
    }

    /** Those with that key. */
    public List<Line> all(String key) {
        return lines.stream().filter(line -> line.key.equals(key)).toList();
    }

    /** The one that counts, for most keys. */
    Optional<Line> last(String key) {
        List<Line> found = all(key);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** Whether each listener has whom it lets in for itself. */
    boolean isPerListener() {
        return last("per_listener_settings").filter(line -> line.value.equals("true")).isPresent();
    }

    /** The lines that open this port. Without any in the whole file it is 1883, on loopback. */
    public List<Line> listeners(int port) {
        return lines.stream()
                .filter(line -> line.key.equals("listener") || line.key.equals("port"))
                .filter(line -> line.value.split("\\s+")[0].equals(String.valueOf(port)))
                .toList();
    }

    /** Whether it listens on ports that it names, and so on no other. */
    public boolean namesPorts() {
        return lines.stream()
                .anyMatch(line -> line.key.equals("listener") || line.key.equals("port"));
    }

    /** What stands below a listener, for it alone. */
    List<Line> below(Line listener) {
        return lines.stream()
                .skip(lines.indexOf(listener) + 1L)
                .takeWhile(line -> line.file.equals(listener.file) && !line.key.equals("listener"))
                .toList();
    }

    /** Where files of one's own belong; empty: there is no such directory. */
    Optional<Path> directory() {
        return last("include_dir").map(line -> Path.of(line.value));
    }
}
