package meetpost.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.yaml.Surroundings;

/** What this computer says of itself. Reads a few small files each time; never the network. */
public final class Host {

    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path SERIAL = Path.of("/proc/device-tree/serial-number");
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final Path STATE = Path.of("/var/lib/meetpost");

    private final Map<String, String> environment;

    public Host(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What it contributes to settings. */
    public Surroundings surroundings() {
        return new Surroundings(
                text(NAME).orElse("localhost"),
                boardSerial(),
                Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY")).map(Path::of),
                new StateDirectory(environment, System.getProperty("user.home"), STATE).path(),
                Optional.empty());
    }

    /** Tells this board from a clone of its card; where there is no serial, the system's id. */
    public String serial() {
        return boardSerial().or(() -> text(MACHINE_ID)).or(() -> text(NAME)).orElse("unknown");
    }

    private Optional<String> boardSerial() {
        return text(SERIAL)
                .or(
                        () ->
                                lines(CPU).stream()
                                        .filter(line -> line.startsWith("Serial"))
                                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                                        .findFirst());
    }

    private static Optional<String> text(Path file) {
        // The device tree's texts end in a zero byte.
        return lines(file).stream()
                .findFirst()
                .map(line -> line.replace("\0", "").strip())
                .filter(line -> !line.isEmpty());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException absent) {
            // Each of these files is missing on some machine; the next one answers.
            return List.of();
        }
    }
}
