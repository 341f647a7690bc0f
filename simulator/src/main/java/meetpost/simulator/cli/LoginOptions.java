package meetpost.simulator.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import meetpost.agent.settings.Secret;
import picocli.CommandLine.Option;

/** Who a command is to a broker that is not its own. */
public final class LoginOptions {

    @Option(names = "--username", paramLabel = "NAME", description = "For --broker.")
    Optional<String> username = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "For --broker: its first line is the password.")
    Optional<Path> passwordFile = Optional.empty();

    /** Empty: we give no name. */
    public Optional<String> username() {
        return username;
    }

    /** Empty where no file was named. */
    public Optional<Path> passwordFile() {
        return passwordFile;
    }

    /** The file's first line. An I/O error names the file. */
    public Optional<Secret> password() throws IOException {
        if (passwordFile.isEmpty()) {
            return Optional.empty();
        }
        try (var lines = Files.lines(passwordFile.get(), StandardCharsets.UTF_8)) {
            return lines.findFirst().map(Secret::new);
        } catch (IOException e) {
            throw new IOException("--password-file " + passwordFile.get() + " cannot be read", e);
        }
    }
}
