package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.instance.ControlClient;
import meetpost.agent.instance.Instances;
import meetpost.agent.process.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code meetpost history}: what the board has kept. */
@Command(
        name = "history",
        description = {
            "Shows what the board has kept of a sensor, an output or an input: minimum, mean and"
                    + " maximum of each step, or each change.",
            "Asks the agent that runs, for it has the newest in memory."
        })
final class HistoryCommand implements Callable<Integer> {

    private final Machine machine;

    @Parameters(paramLabel = "SENSOR", description = "As in the settings; also an output or input.")
    String name = "";

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            defaultValue = "1d",
            description =
                    "How long ago, such as 7d, or a time such as 2026-11-30T08:00:00Z; default:"
                            + " ${DEFAULT-VALUE}.")
    String since = "1d";

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            defaultValue = "0s",
            description = "The same, for its end; default: now.")
    String until = "0s";

    @Option(
            names = "--step",
            paramLabel = "LENGTH",
            defaultValue = "",
            description = "The length of a step, such as 15m; default: about 700 of them.")
    String step = "";

    @Option(names = "--csv", description = "For spreadsheets; times in UTC.")
    boolean csv;

    @Option(names = "--json", description = "For programs.")
    boolean json;

    HistoryCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Instances.Found> running = new Instances(machine.environment()).find();
        if (running.isEmpty()) {
            machine.err()
                    .println(
                            "meetpost: no agent runs on this machine, and only that can be asked:"
                                    + " sudo systemctl start meetpost");
            return 1;
        }
        JsonObject answer =
                ControlClient.ask(
                        running.get().socket(),
                        JsonObject.builder()
                                .value("do", "history")
                                .value("name", name)
                                .value("since", since)
                                .value("until", until)
                                .value("step", step)
                                .value("format", csv ? "csv" : "json")
                                .done());
        if (answer.has("error")) {
            machine.err().println("meetpost: " + answer.getString("error"));
            return 1;
        }
        if (answer.has("problem")) {
            machine.err().println("meetpost: not all of it: " + answer.getString("problem"));
        }
        if (csv) {
            answer.getString("csv", "").lines().forEach(machine.out()::println);
        } else if (json) {
            machine.out().println(JsonWriter.string(answer));
        } else {
            lines(answer).forEach(machine.out()::println);
        }
        return 0;
    }

    private static List<String> lines(JsonObject answer) {
        List<String> lines = new ArrayList<>();
        JsonObject values = answer.getObject("values", new JsonObject());
        JsonArray times = answer.getArray("time", new JsonArray());
        for (String quantity : values.keySet()) {
            JsonObject its = values.getObject(quantity);
            lines.add(quantity + " " + its.getString("unit", ""));
            lines.add("  %-20s %10s %10s %10s".formatted("", "min", "mean", "max"));
            for (int i = 0; i < times.size(); i++) {
                if (!its.getArray("mean").isNull(i)) {
                    lines.add(
                            "  %-20s %10s %10s %10s"
                                    .formatted(
                                            time(times.getDouble(i)),
                                            its.getArray("min").get(i),
                                            its.getArray("mean").get(i),
                                            its.getArray("max").get(i)));
                }
            }
        }
        for (String list : List.of("changes", "faults")) {
            for (Object each : answer.getArray(list, new JsonArray())) {
                lines.add(line((JsonObject) each));
            }
        }
        return lines.isEmpty() ? List.of("nothing is kept of that time") : lines;
    }

    private static String line(JsonObject change) {
        String what =
                change.has("program")
                        ? "(the program: " + change.getString("program") + ")"
                        : change.has("fault")
                                ? change.getString("fault").isEmpty()
                                        ? "well"
                                        : change.getString("fault")
                                : change.getString("state", "");
        String why = change.getString("cause", change.getString("message", ""));
        return "  %-20s %s %s".formatted(time(change.getDouble("time")), what, why).stripTrailing();
    }

    private static String time(double seconds) {
        return Instant.ofEpochSecond((long) seconds).toString();
    }
}
