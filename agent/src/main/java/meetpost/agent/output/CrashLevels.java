package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import meetpost.agent.settings.ActuatorSettings;
import org.tinylog.Logger;

/**
 * The levels of all lines for after a crash, written down for a shell: {@code at-crash}, with
 * {@code <gpio> <0|1> <name>} for each output, those that go off first. On a small board a shell
 * drives them in milliseconds, and a JVM would need seconds to start.
 */
public final class CrashLevels {

    private final Optional<Path> directory;

    /**
     * @param directory of the service, gone with it; empty: nobody would read them
     */
    public CrashLevels(Optional<Path> directory) {
        this.directory = requireNonNull(directory, "directory");
    }

    /**
     * Writes them, in the place of those that were there. Before the lines are taken; where it
     * fails, one warning is logged, and after a crash the program itself is started.
     */
    public void keep(List<ActuatorSettings> outputs) {
        if (directory.isEmpty()) {
            return;
        }
        Path file = directory.get().resolve("at-crash");
        Path fresh = directory.get().resolve("at-crash.new");
        try {
            Files.writeString(fresh, text(outputs));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Logger.warn("outputs go to at-crash more slowly: {} could not be written: {}", file, e);
        }
    }

    private static String text(List<ActuatorSettings> outputs) {
        return outputs.stream()
                .sorted(Comparator.comparing(ActuatorSettings::onAtCrash))
                .map(each -> each.gpio() + " " + level(each) + " " + each.name() + "\n")
                .collect(Collectors.joining());
    }

    private static int level(ActuatorSettings output) {
        return output.onAtCrash() == output.activeHigh() ? 1 : 0;
    }
}
