package meetpost.agent.cli;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.counter.CounterTotal;
import meetpost.agent.instance.ControlClient;
import meetpost.agent.instance.Instances;
import meetpost.agent.process.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code meetpost set-total}: tells a counter what its meter shows. */
@Command(
        name = "set-total",
        description = {
            "Tells a counter what its meter shows, after pulses were lost.",
            "Asks the instance that runs; the total is on its disk when this has ended."
        })
final class SetTotalCommand implements Callable<Integer> {

    private static final int USAGE = 2;

    private final Machine machine;

    @Parameters(index = "0", paramLabel = "SENSOR", description = "As in the settings: water.")
    String sensor = "";

    @Parameters(index = "1", paramLabel = "TOTAL", description = "In its unit: 1240.1.")
    String total = "";

    SetTotalCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        if (CounterTotal.of(total).isEmpty()) {
            machine.err().println("meetpost: " + CounterTotal.refusal(total));
            return USAGE;
        }
        Optional<Instances.Found> running = new Instances(machine.environment()).find();
        if (running.isEmpty()) {
            machine.err().println("meetpost: no agent runs on this machine");
            return 1;
        }
        JsonObject request =
                JsonObject.builder()
                        .value("do", "set-total")
                        .value("sensor", sensor)
                        .value("total", total)
                        .done();
        JsonObject answer = ControlClient.ask(running.get().socket(), request);
        if (answer.has("error")) {
            machine.err().println("meetpost: " + answer.getString("error"));
            return 1;
        }
        machine.out().println(sensor + " " + total);
        return 0;
    }
}
