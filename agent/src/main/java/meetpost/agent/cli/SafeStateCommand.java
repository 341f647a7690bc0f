package meetpost.agent.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.instance.Instances;
import meetpost.agent.output.SafeState;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.drivers.pi4j.RaspberryPi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meetpost safe-state}: what the unit runs after a crash. */
@Command(
        name = "safe-state",
        description = {
            "Drives every output to its at-crash level and exits.",
            "For ExecStopPost= of the unit; not while the agent runs, which holds the lines."
        })
final class SafeStateCommand implements Callable<Integer> {

    private final Machine machine;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings; default: " + RunCommand.DEFAULT_CONFIG + ".")
    Optional<String> config = Optional.empty();

    SafeStateCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Instances.Found> running = new Instances(machine.environment()).find();
        if (running.isPresent() && running.get().instance().kind().equals("run")) {
            machine.err()
                    .println(
                            "meetpost: the agent runs (process "
                                    + running.get().instance().pid()
                                    + ") and holds the outputs; stop it, and they go to at-stop");
            return 1;
        }
        Settings settings;
        try {
            settings = CommandTarget.settings(machine, config);
        } catch (SettingsException e) {
            return RunCommand.refuse(machine, e);
        }
        List<String> problems;
        try (var board = RaspberryPi.board()) {
            problems = SafeState.drive(board, settings.actuators());
        }
        problems.forEach(problem -> machine.err().println("meetpost: " + problem));
        return problems.isEmpty() ? 0 : 1;
    }
}
