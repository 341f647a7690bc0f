package meetpost.agent.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * What came of a SIGHUP, for the script that sent it as {@code ExecReload=}: a file in the
 * service's runtime directory, empty where all was taken over. A signal has no answer, and without
 * one {@code systemctl reload} succeeds whatever happened.
 *
 * @param directory empty: no service
 */
public record ReloadOutcome(Optional<Path> directory) {

    private static final String FILE = "reloaded";

    public ReloadOutcome {
        requireNonNull(directory, "directory");
    }

    /** In the directory that systemd gives. */
    public static ReloadOutcome of(Map<String, String> environment) {
        return new ReloadOutcome(
                Optional.ofNullable(environment.get("RUNTIME_DIRECTORY"))
                        .map(text -> Path.of(text.split(":", 2)[0])));
    }

    /** Any thread; one at a time. Blocks for a file in memory. */
    public void write(List<String> problems) {
        if (directory.isEmpty()) {
            return;
        }
        Path file = directory.get().resolve(FILE);
        Path fresh = directory.get().resolve(FILE + ".new");
        try {
            Files.writeString(
                    fresh,
                    String.join("", problems.stream().map(each -> each + "\n").toList()),
                    UTF_8);
            // Whoever waits for the file reads all of it.
            Files.move(fresh, file, ATOMIC_MOVE);
        } catch (IOException e) {
            Logger.warn("what came of the reload cannot be told to systemd: {}", e.toString());
        }
    }

    /**
     * The beginning of a status line while the last settings do not count, for such a line may be
     * cut off; empty if they do.
     */
    public static String refusal(List<String> problems) {
        if (problems.isEmpty()) {
            return "";
        }
        String more = problems.size() > 1 ? " (and %s more)".formatted(problems.size() - 1) : "";
        return "the new settings are refused, the old ones go on: %s%s; "
                .formatted(problems.get(0), more);
    }
}
