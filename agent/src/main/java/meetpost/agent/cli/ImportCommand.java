package meetpost.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import meetpost.agent.mosquitto.MosquittoImport;
import meetpost.agent.process.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code meetpost import}: Mosquitto's settings as ours. */
@Command(
        name = "import",
        description = {
            "Prints settings for our broker that do what a mosquitto.conf says.",
            "Listeners, passwords, access list, bounds, bridges. Changes nothing.",
            "What has no counterpart is said, a line for each.",
            "Exit code 78 if a line is wrong."
        },
        footer = {"", "meetpost import /etc/mosquitto/mosquitto.conf > my.yaml"})
final class ImportCommand implements Callable<Integer> {

    private final Machine machine;

    @Parameters(paramLabel = "FILE", description = "Such as /etc/mosquitto/mosquitto.conf.")
    Path file = Path.of("");

    ImportCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        MosquittoImport.Outcome outcome = MosquittoImport.of(file);
        if (!outcome.problems().isEmpty()) {
            outcome.problems().forEach(machine.err()::println);
            return RunCommand.SETTINGS;
        }
        outcome.notes().forEach(machine.err()::println);
        machine.out().print(outcome.yaml());
        machine.out().flush();
        return 0;
    }
}
