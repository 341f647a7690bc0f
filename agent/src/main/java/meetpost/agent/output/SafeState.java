package meetpost.agent.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.drivers.bus.Board;

/** Drives every output to its declared safe level, for after a crash of the program. */
public final class SafeState {

    private SafeState() {}

    /**
     * Takes each line with its {@code at-crash} level in the request and reads it back; every one,
     * whether or not the one before could be had. Those that go off are first.
     *
     * @return one problem for each output that is not at its level, in words; empty: all are
     */
    public static List<String> drive(Board board, List<ActuatorSettings> outputs) {
        List<String> problems = new ArrayList<>();
        List<ActuatorSettings> offFirst =
                outputs.stream().sorted(Comparator.comparing(ActuatorSettings::onAtCrash)).toList();
        for (ActuatorSettings output : offFirst) {
            try {
                new Line(board, output).drive(output.onAtCrash());
            } catch (IOException e) {
                problems.add(output.name() + ": not at its safe level: " + e.getMessage());
            }
        }
        return problems;
    }
}
