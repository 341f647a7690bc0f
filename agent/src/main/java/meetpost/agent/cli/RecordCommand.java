package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import meetpost.agent.process.Machine;
import meetpost.agent.process.Version;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.time.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code meetpost record}: readings with what went over the wire, until Ctrl-C. */
@Command(
        name = "record",
        description = {
            "Prints readings with their bytes on the wire, as the drivers' tests have them.",
            "Asks the instance that runs; goes to the bus itself only where none does.",
            "Ctrl-C ends it."
        })
final class RecordCommand implements Callable<Integer> {

    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Machine machine;

    @Mixin SensorOptions asked = new SensorOptions();

    RecordCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var inquiry = asked.inquiry(machine);
        Duration every = Duration.ZERO;
        boolean begun = false;
        while (!machine.stop().await(every)) {
            JsonObject answer;
            try {
                answer = inquiry.answer();
            } catch (SettingsException e) {
                return RunCommand.refuse(machine, e);
            }
            if (!answer.has("transcript")) {
                machine.err().println("meetpost: " + answer.getString("error"));
                return 1;
            }
            if (!begun) {
                begun = true;
                machine.out()
                        .println(
                                "# %s, recorded by meetpost %s"
                                        .formatted(answer.getString("part"), Version.number()));
            }
            print(answer);
            every = DurationText.parse(answer.getString("every", "")).orElse(USUAL);
        }
        return 0;
    }

    private void print(JsonObject answer) {
        machine.out()
                .println(
                        "%n# %s %s: %s"
                                .formatted(
                                        answer.getString("time"), asked.sensor, outcome(answer)));
        JsonArray lines = answer.getArray("transcript");
        lines.forEach(machine.out()::println);
    }

    private static String outcome(JsonObject answer) {
        if (answer.has("error")) {
            return answer.getString("kind") + ", " + answer.getString("error");
        }
        JsonObject units = answer.getObject("units");
        List<String> said = new ArrayList<>();
        answer.getObject("values")
                .forEach(
                        (name, value) ->
                                said.add("%s %s %s".formatted(name, value, units.getString(name))));
        answer.getObject("failed", new JsonObject())
                .forEach((name, why) -> said.add(name + ": " + why));
        return String.join(", ", said);
    }
}
