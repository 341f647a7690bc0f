package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.instance.ControlClient;
import meetpost.agent.instance.Instances;
import meetpost.agent.process.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meetpost reload}: has the instance that runs read its settings again. */
@Command(
        name = "reload",
        description = {
            "Has the agent that runs read its settings again, as systemctl reload meetpost does.",
            "Exit code 78 if nothing was taken over."
        })
final class ReloadCommand implements Callable<Integer> {

    private final Machine machine;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Only if it is the one that the running agent uses.")
    Optional<String> config = Optional.empty();

    ReloadCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Instances.Found> running = new Instances(machine.environment()).find();
        if (running.isEmpty()) {
            machine.err().println("meetpost: no agent runs on this machine");
            return 1;
        }
        if (config.isPresent() && !running.get().uses(config.get())) {
            machine.err()
                    .println(
                            "meetpost: the agent that runs uses "
                                    + running.get().instance().config()
                                    + ", not "
                                    + config.get());
            return 1;
        }
        JsonObject request = JsonObject.builder().value("do", "reload").done();
        JsonObject answer = ControlClient.ask(running.get().socket(), request);
        if (answer.has("error")) {
            machine.err().println("meetpost: " + answer.getString("error"));
            return 1;
        }
        JsonArray problems = answer.getArray("problems", new JsonArray());
        problems.forEach(problem -> machine.err().println(problem));
        if (!problems.isEmpty()) {
            machine.err().println("meetpost: nothing was taken over");
            return RunCommand.SETTINGS;
        }
        machine.out().println("taken over: " + running.get().instance().config());
        return 0;
    }
}
