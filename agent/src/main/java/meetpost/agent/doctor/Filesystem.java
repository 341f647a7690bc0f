package meetpost.agent.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a machine, named from its root without the first slash.
 *
 * @param root {@code /} but in tests
 */
public record Filesystem(Path root) {

    public Filesystem {
        requireNonNull(root, "root");
    }

    /** Its text, without the zero bytes of the device tree; empty if it cannot be read. */
    Optional<String> text(String file) {
        try {
            return Optional.of(
                    new String(Files.readAllBytes(root.resolve(file)), UTF_8).replace("\0", ""));
        } catch (IOException e) {
            // Absent on this machine, or not for us.
            return Optional.empty();
        }
    }

    /** The first of its lines, without space around it. */
    Optional<String> line(String file) {
        return text(file).flatMap(text -> text.lines().findFirst()).map(String::strip);
    }

    boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }

    /** The names in that directory, sorted; none if there is no such directory. */
    List<String> names(String directory) {
        try (Stream<Path> entries = Files.list(root.resolve(directory))) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
        } catch (IOException e) {
            // Absent on this machine.
            return List.of();
        }
    }

    /** The last name of what a link leads to. */
    Optional<String> target(String link) {
        try {
            Path real = root.resolve(link).toRealPath();
            return Optional.of(String.valueOf(real.getFileName()));
        } catch (IOException e) {
            // There is no such link.
            return Optional.empty();
        }
    }
}
