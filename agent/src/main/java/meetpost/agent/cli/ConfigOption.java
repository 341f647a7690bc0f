package meetpost.agent.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config} of a command that otherwise talks about the instance that runs. */
final class ConfigOption {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings; default: those of the instance that runs.")
    Optional<String> file = Optional.empty();
}
