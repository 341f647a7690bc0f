package meetpost.agent.advice;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import meetpost.agent.mosquitto.file.ConfFile;
import meetpost.agent.mosquitto.file.ConfLine;

/**
 * The settings of this machine's Mosquitto, in the order in which it reads them: mosquitto.conf,
 * and where that names an {@code include_dir}, its {@code *.conf} by their names
 * (mosquitto.conf(5)).
 *
 * @param main mosquitto.conf
 * @param lines without comments
 */
public record MosquittoConfig(Path main, List<ConfLine> lines) {

    /** As Debian has it. */
    public static final Path MAIN = Path.of("/etc/mosquitto/mosquitto.conf");

    public MosquittoConfig {
        requireNonNull(main, "main");
        lines = List.copyOf(lines);
    }

    /** Empty where there is none, or where any of it cannot be read: half of it would mislead. */
    public static Optional<MosquittoConfig> read(Path main) {
        List<String> problems = new ArrayList<>();
        try {
            List<ConfLine> lines =
                    new ConfFile((line, problem) -> problems.add(line.place() + ": " + problem))
                            .lines(main);
            return problems.isEmpty()
                    ? Optional.of(new MosquittoConfig(main, lines))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Those with that key. */
    public List<ConfLine> all(String key) {
        return lines.stream().filter(line -> line.is(key)).toList();
    }

    /** The one that counts, for most keys. */
    Optional<ConfLine> last(String key) {
        List<ConfLine> found = all(key);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** Whether each listener has whom it lets in for itself. */
    boolean isPerListener() {
        return last("per_listener_settings").filter(ConfLine::isTrue).isPresent();
    }

    /** The port that a {@code listener} line opens; empty: it names none, or none that is one. */
    public static OptionalInt port(ConfLine listener) {
        String port = listener.value().split("\\s+")[0];
        return port.matches("[0-9]{1,5}")
                ? OptionalInt.of(Integer.parseInt(port))
                : OptionalInt.empty();
    }

    /** The lines that open this port. Without any in the whole file it is 1883, on loopback. */
    public List<ConfLine> listeners(int port) {
        return lines.stream()
                .filter(line -> line.is("listener") || line.is("port"))
                .filter(line -> line.value().split("\\s+")[0].equals(String.valueOf(port)))
                .toList();
    }

    /** Whether it listens on ports that it names, and so on no other. */
    public boolean namesPorts() {
        return lines.stream().anyMatch(line -> line.is("listener") || line.is("port"));
    }

    /** What stands below a listener, for it alone. */
    List<ConfLine> below(ConfLine listener) {
        return lines.stream()
                .skip(lines.indexOf(listener) + 1L)
                .takeWhile(line -> line.file().equals(listener.file()) && !line.is("listener"))
                .toList();
    }

    /** Where files of one's own belong; empty: there is no such directory. */
    Optional<Path> directory() {
        return last(ConfFile.INCLUDE).map(line -> Path.of(line.value()));
    }
}
