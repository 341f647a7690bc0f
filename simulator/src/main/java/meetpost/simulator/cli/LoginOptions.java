package meetpost.simulator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import meetpost.agent.settings.Secret;
import meetpost.agent.settings.yaml.PasswordText;
import picocli.CommandLine.Option;

/** Who a command is to a broker that is not its own. */
public final class LoginOptions {

    @Option(names = "--username", paramLabel = "NAME", description = "For --broker.")
    Optional<String> username = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "For --broker: the password, on one line.")
    Optional<Path> passwordFile = Optional.empty();

    /** Empty: we give no name. */
    public Optional<String> username() {
        return username;
    }

    /** Empty where no file was named. */
    public Optional<Path> passwordFile() {
        return passwordFile;
    }

    /** What the file has; an I/O error names it. */
    public Optional<Secret> password() throws IOException {
        return passwordFile.isPresent()
                ? Optional.of(PasswordText.read(passwordFile.get()))
                : Optional.empty();
    }
}
