package meetpost.agent.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other programs of the system. */
@FunctionalInterface
public interface Programs {

    /** Those that are installed; each may take 10 s. */
    Programs INSTALLED = Programs::output;

    /** What it printed; empty if there is no such program, or it failed, or was too slow. */
    Optional<String> run(String... command);

    private static Optional<String> output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            // Not every system has every program.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
