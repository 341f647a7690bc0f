package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.yaml.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code meetpost read}: one reading, now. */
@Command(
        name = "read",
        description = {
            "Reads a sensor once.",
            "Asks the instance that runs; goes to the bus itself only where none does."
        })
final class ReadCommand implements Callable<Integer> {

    /** Columns of the names of quantities. */
    private static final int NARROWEST = 14;

    private final Machine machine;

    @Mixin SensorOptions asked = new SensorOptions();

    @Option(names = "--raw", description = "Shows the bytes on the wire too.")
    boolean raw;

    @Option(names = "--json", description = "For programs.")
    boolean json;

    ReadCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return print(asked.inquiry(machine).answer());
        } catch (SettingsException e) {
            return RunCommand.refuse(machine, e);
        }
    }

    private int print(JsonObject answer) {
        boolean failed = answer.has("error");
        if (json) {
            machine.out().println(JsonWriter.string(answer));
            return failed ? 1 : 0;
        }
        if (failed) {
            machine.err().println("meetpost: " + answer.getString("error"));
        } else {
            machine.out()
                    .println(
                            asked.sensor
                                    + "  "
                                    + answer.getString("part")
                                    + "  "
                                    + answer.getString("time"));
            JsonObject values = answer.getObject("values");
            JsonObject units = answer.getObject("units");
            JsonObject unknown = answer.getObject("failed", new JsonObject());
            int width =
                    Stream.concat(values.keySet().stream(), unknown.keySet().stream())
                            .mapToInt(String::length)
                            .reduce(NARROWEST, Math::max);
            values.forEach(
                    (name, value) -> row(width, name, value + " " + units.getString(name, "")));
            unknown.forEach((name, why) -> row(width, name, "– " + why));
        }
        if (answer.has("remark")) {
            machine.out().println("  " + answer.getString("remark"));
        }
        if (raw) {
            JsonArray lines = answer.getArray("transcript", new JsonArray());
            lines.forEach(line -> machine.out().println("  " + line));
        }
        return failed ? 1 : 0;
    }

    private void row(int width, String name, String text) {
        machine.out().println("  " + name + " ".repeat(width - name.length() + 1) + text.strip());
    }
}
